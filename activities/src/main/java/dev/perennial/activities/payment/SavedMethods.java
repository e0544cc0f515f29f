package dev.perennial.activities.payment;

import dev.perennial.activities.payment.ProcessorAnswer.Method;
import dev.perennial.core.payment.PaymentMethod;
import dev.perennial.core.payment.PaymentMethods;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** Keeps the means a charge was made with, for later ones. */
@Singleton
final class SavedMethods {
    private final PaymentMethods methods;

    SavedMethods(PaymentMethods methods) { this.methods = methods; }

    UUID keep(UUID customerId, Method method, Instant now) {
        return methods.save(new PaymentMethod(UUID.randomUUID(), now, null, customerId, method.processorId(), method.type(), method.card())).id();
    }
}
