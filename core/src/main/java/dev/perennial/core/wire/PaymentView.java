package dev.perennial.core.wire;

import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.Payment;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A charge.
 *
 * @param methodMetadata for a card its brand and last four digits
 */
public record PaymentView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, @Form(oneOf = "stripe") String processor,
        @Form(of = Payment.Status.class) String status, long amount, String currency,
        String method, Map<String, Object> methodMetadata, @Nullable @Form(of = PaymentAttempt.Trigger.class) String trigger,
        @Nullable String declineReason, @Nullable String declineMessage,
        UUID organizationId, @Nullable UUID checkoutId, @Nullable UUID orderId, Map<String, Object> processorMetadata) {

    public static PaymentView of(Payment payment) {
        return new PaymentView(payment.id(), payment.createdAt(), payment.modifiedAt(), "stripe", payment.status().wire(),
                payment.amount().minorUnits(), payment.amount().currency().code(), payment.method(), payment.methodMetadata(),
                payment.trigger().wire(), payment.declineReason(), payment.declineMessage(), payment.organizationId(), payment.checkoutId(),
                payment.orderId(), Map.of());
    }
}
