package dev.perennial.core.payment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer's saved means of payment. No number is kept, only what a person needs to recognize a card. */
public record PaymentMethod(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID customerId, String processorId, String type,
        @Nullable Card card) {
    /** What identifies a card to its owner; {@code country} is the issuer's. */
    public record Card(String brand, String last4, int expMonth, int expYear, @Nullable String wallet, @Nullable String country,
            @Nullable String fingerprint) {}
}
