package dev.perennial.core.payment;

import dev.perennial.core.money.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A charge as the merchant sees it: one row per charge of the processor, whatever its end (spec 04 §2). */
public record Payment(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, UUID customerId, @Nullable UUID checkoutId,
        @Nullable UUID orderId, UUID attemptId, String processorId, Status status, Money amount, String method, Map<String, Object> methodMetadata,
        PaymentAttempt.Trigger trigger, @Nullable String declineReason, @Nullable String declineMessage) {

    /** How the charge ended, as the processor says. */
    public enum Status {
        PENDING, SUCCEEDED, FAILED;

        public String wire() { return name().toLowerCase(Locale.ROOT); }

        public static Status of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }
    }
}
