package dev.perennial.core.payment;

import dev.perennial.core.time.RealInstant;
import java.time.Duration;
import java.util.UUID;

/**
 * The idempotency key under which a customer is made known to the processor, kept when a call went wrong. The same rule as for money: another key only when
 * the last request is over and a look-up has found nothing.
 *
 * @param generation counts the keys that were used before
 * @param since real time of the key's first use
 * @param askedAt real time of the last request
 * @param spent whether the processor would only repeat its failure under this key
 */
public record PayerKey(UUID customerId, int generation, RealInstant since, RealInstant askedAt, boolean spent) {
    private static final Duration LIFETIME = Duration.ofHours(23);

    /** The key of a customer the processor was never told of. */
    public static PayerKey first(UUID customerId, RealInstant realNow) {
        return new PayerKey(customerId, 0, realNow, realNow, false);
    }

    public String text() { return generation == 0 ? "customer/" + customerId : "customer/" + customerId + "/" + generation; }

    /** Whether the key can't be relied on: it would repeat a failure, or may be forgotten. */
    public boolean isUseless(RealInstant realNow) {
        return spent || realNow.isAfter(since.plus(LIFETIME));
    }

    public boolean mayBeUnderWay(RealInstant realNow, Duration lifetime) { return realNow.isBefore(askedAt.plus(lifetime)); }

    public PayerKey next(RealInstant realNow) { return new PayerKey(customerId, generation + 1, realNow, realNow, false); }

    /** The request of this instant got no answer, or one that the key would repeat. */
    public PayerKey failed(RealInstant realNow, boolean keyIsSpent) {
        return new PayerKey(customerId, generation, since, realNow, keyIsSpent);
    }
}
