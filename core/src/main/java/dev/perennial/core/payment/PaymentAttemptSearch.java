package dev.perennial.core.payment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finds the tries a caller is told about. */
public interface PaymentAttemptSearch {
    /** The newest try of each checkout, by the checkout's id; one without a try is left out. */
    Map<UUID, PaymentAttempt> latestOfCheckouts(Collection<UUID> checkoutIds);

    /** The order's newest try. */
    Optional<PaymentAttempt> latestOfOrder(UUID orderId);

    /** When each try to pay the checkout was made, in billing time. */
    List<Instant> timesOfCheckout(UUID checkoutId);
}
