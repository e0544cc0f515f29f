package dev.perennial.core.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When the failed payment of a subscription's order is tried again: 2, 7, 14 and 21 days after the first failure. An attempt that found no payment
 * method to charge is an attempt like any other. Attempts the customer or staff make beside the schedule don't count and don't move it.
 */
public final class DunningSchedule {
    private static final List<Duration> INTERVALS = List.of(Duration.ofDays(2), Duration.ofDays(5), Duration.ofDays(7), Duration.ofDays(7));

    /** A minute after the last retry is due, so that it's made before the deadline and not with it. */
    private static final Duration UNTIL_DEADLINE = INTERVALS.stream().reduce(Duration.ZERO, Duration::plus).plusMinutes(1);

    private static final Set<String> UNRECOVERABLE = Set.of("card_not_supported", "do_not_honor", "expired_card", "fraudulent", "incorrect_cvc",
            "incorrect_number", "invalid_account", "invalid_cvc", "invalid_expiry_year", "invalid_pin", "live_mode_test_card", "lost_card",
            "merchant_blacklist", "not_permitted", "pickup_card", "previously_declined_do_not_retry", "restricted_card",
            "revocation_of_all_authorizations",
            "revocation_of_authorization", "security_violation", "stolen_card", "stop_payment_order", "blocklist");

    private DunningSchedule() {}

    /**
     * What follows the latest failure.
     *
     * @param failedAttempts how many scheduled attempts have failed, the initial charge and the latest one included
     * @param pastDueAt since when the subscription is past due: with its first failed order, this very instant
     * @param now when the latest attempt failed
     * @param declineCode why, in the processor's words; null when nothing was declined, as without a payment method
     */
    public static DunningStep afterFailure(int failedAttempts, Instant pastDueAt, Instant now, @Nullable String declineCode) {
        if (failedAttempts < 1) {
            throw new IllegalArgumentException("nothing follows " + failedAttempts + " failures");
        }
        if (failedAttempts == 1) {
            // A card that can never succeed gets a single last try, in case its owner has had it unblocked by then.
            return new DunningStep.RetryAt(isUnrecoverable(declineCode) ? deadline(pastDueAt) : now.plus(INTERVALS.getFirst()));
        }
        boolean over = failedAttempts > INTERVALS.size() || !now.isBefore(deadline(pastDueAt));
        return over ? new DunningStep.GiveUp() : new DunningStep.RetryAt(now.plus(INTERVALS.get(failedAttempts - 1)));
    }

    /** When a past due subscription is given up at the latest. */
    public static Instant deadline(Instant pastDueAt) {
        return pastDueAt.plus(UNTIL_DEADLINE);
    }

    /** Whether trying the same card again soon is pointless; an unknown code or none leaves hope. */
    public static boolean isUnrecoverable(@Nullable String declineCode) {
        return declineCode != null && UNRECOVERABLE.contains(declineCode);
    }
}
