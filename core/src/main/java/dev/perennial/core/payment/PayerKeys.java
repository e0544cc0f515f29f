package dev.perennial.core.payment;

import java.util.Optional;
import java.util.UUID;

/** The {@link PayerKey}s of customers whom the processor could not be told of at the first try; there is none for the others. */
public interface PayerKeys {
    Optional<PayerKey> find(UUID customerId);

    void save(PayerKey key);
}
