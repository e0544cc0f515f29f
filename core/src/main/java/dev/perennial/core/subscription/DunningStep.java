package dev.perennial.core.subscription;

import java.time.Instant;

/** What follows a payment that failed. */
public sealed interface DunningStep {
    /** The order is charged again at this instant, unless the customer pays before. */
    record RetryAt(Instant at) implements DunningStep {}

    /** Nothing is tried any more: the subscription is revoked. */
    record GiveUp() implements DunningStep {}
}
