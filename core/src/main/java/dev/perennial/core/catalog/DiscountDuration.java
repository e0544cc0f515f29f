package dev.perennial.core.catalog;

import dev.perennial.core.time.BillingInterval;
import dev.perennial.core.time.IntervalUnit;
import java.time.Instant;

/** For how many periods of a subscription a discount is given. */
public sealed interface DiscountDuration {
    /** For one period. */
    record Once() implements DiscountDuration {}

    /** As long as the subscription lives. */
    record Forever() implements DiscountDuration {}

    /**
     * For the periods that start within some months.
     *
     * @param months 1 to 999, the first period's included
     */
    record Repeating(int months) implements DiscountDuration {
        public Repeating {
            if (months < 1 || months > 999) {
                throw new IllegalArgumentException("a discount repeats for 1 to 999 months, not " + months);
            }
        }
    }

    /**
     * Whether the period that starts here gets the discount no more.
     *
     * @param appliedAt start of the first period that got it
     */
    default boolean isExpired(Instant periodStart, Instant appliedAt) {
        return switch (this) {
            case Forever _ -> false;
            case Once _ -> periodStart.isAfter(appliedAt);
            case Repeating(int months) ->
                periodStart.isAfter(months == 1 ? appliedAt : new BillingInterval(IntervalUnit.MONTH, months - 1).plus(appliedAt));
        };
    }
}
