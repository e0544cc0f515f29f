package dev.perennial.activities.payment;

import dev.perennial.activities.payment.ProcessorAnswer.Settled;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a refund stands at the processor.
 *
 * @param id the processor's
 * @param status the processor's word for it
 * @param taken what it took from our balance, its figures positive; null while that is unknown
 * @param back what came back to our balance when it failed; null while it has not
 */
public record RefundStanding(String id, String status, @Nullable Settled taken, @Nullable Settled back) {
    private static final Set<String> CAME_TO_NOTHING = Set.of("failed", "canceled");

    /** Whether the payer does not get the money. */
    static boolean cameToNothing(String status) { return CAME_TO_NOTHING.contains(status); }

    boolean cameToNothing() { return cameToNothing(status); }
}
