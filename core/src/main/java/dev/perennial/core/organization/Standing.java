package dev.perennial.core.organization;

import java.time.Instant;

/**
 * Where a merchant stands in review, and since when.
 *
 * @param nextReviewThreshold lifetime balance in minor units at which an active merchant is reviewed again
 */
public record Standing(OrganizationStatus status, Instant since, long nextReviewThreshold) {
    /** Of a merchant nobody has reviewed yet. */
    public static final long FIRST_REVIEW_THRESHOLD = 1_000;
    private static final long SECOND_REVIEW_THRESHOLD = 10_000;

    static Standing fresh(OrganizationStatus status, Instant now) { return new Standing(status, now, FIRST_REVIEW_THRESHOLD); }

    /** @throws InvalidStatusTransition if the status can't follow this one */
    public Standing movedTo(OrganizationStatus next, Instant now) {
        if (!status.mayBecome(next)) {
            throw new InvalidStatusTransition(status, next);
        }
        // A confirmed review earns a longer leash.
        boolean confirmed = status == OrganizationStatus.REVIEW && next == OrganizationStatus.ACTIVE;
        return new Standing(next, now,
                confirmed ? Math.max(SECOND_REVIEW_THRESHOLD, Math.multiplyExact(nextReviewThreshold, 2)) : nextReviewThreshold);
    }
}
