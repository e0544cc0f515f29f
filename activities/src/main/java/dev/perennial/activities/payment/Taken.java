package dev.perennial.activities.payment;

import dev.perennial.activities.payment.ProcessorAnswer.Charged;
import dev.perennial.core.payment.PaymentAttempt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money the processor has taken.
 *
 * @param payment the id of our row of the charge: what the books name it by
 * @param charge the charge as the processor describes it
 */
record Taken(UUID payment, Charged charge) {
    /** What a payment that succeeded has taken: the processor names the charge of every one. */
    static Taken of(PaymentAttempt attempt, @Nullable Taken taken) {
        if (taken == null) {
            throw new IllegalStateException("attempt " + attempt.id() + " succeeded without a charge");
        }
        return taken;
    }
}
