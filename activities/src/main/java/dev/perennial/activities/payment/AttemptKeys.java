package dev.perennial.activities.payment;

import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.time.RealInstant;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes down, before a repeated request goes out, when and under which key it does: a process that is killed meanwhile must not make the next one believe
 * that all requests are over.
 */
@Singleton
final class AttemptKeys {
    private final TransactionOperations<Connection> transactions;
    private final PaymentAttempts attempts;
    private final BillingTime time;

    AttemptKeys(TransactionOperations<Connection> transactions, PaymentAttempts attempts, BillingTime time) {
        this.transactions = transactions;
        this.attempts = attempts;
        this.time = time;
    }

    /** A request goes out now under the present key. */
    PaymentAttempt asking(PaymentAttempt seen) {
        RealInstant now = time.realNow();
        return change(seen, attempt -> attempt.asked(now));
    }

    /** A request goes out now under a new key: every one before is over. */
    PaymentAttempt underNewKey(PaymentAttempt seen) {
        RealInstant now = time.realNow();
        return change(seen, attempt -> attempt.generation() == seen.generation() ? attempt.underNewKey(now) : attempt.asked(now));
    }

    /** The request that went out with this mark is known to have had no effect: what was known before it is known again. */
    void hadNoEffect(PaymentAttempt marked, @Nullable RealInstant before) {
        RealInstant mark = marked.askedAt();
        change(marked, attempt -> mark != null && mark.equals(attempt.askedAt()) ? attempt.asked(before) : attempt);
    }

    private PaymentAttempt change(PaymentAttempt seen, UnaryOperator<PaymentAttempt> by) {
        return transactions.executeWrite(_ -> {
            PaymentAttempt attempt = attempts.lock(seen.id());
            if (!attempt.state().isOpen()) {
                return attempt;
            }
            PaymentAttempt changed = by.apply(attempt);
            if (!changed.equals(attempt)) {
                attempts.update(changed);
            }
            return changed;
        });
    }
}
