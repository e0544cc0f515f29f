package dev.perennial.core.subscription;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a subscription stands. Each state carries the facts that exist only in it (spec 03 §1). */
public sealed interface SubscriptionState {
    record Active() implements SubscriptionState {}

    /** A renewal is not paid. {@code since} is the first failure of the episode; later ones don't move it. */
    record PastDue(Instant since) implements SubscriptionState {}

    /** Over. {@code pastDueSince} tells an end for lack of payment from a wanted one. */
    record Canceled(Instant endedAt, @Nullable Instant pastDueSince) implements SubscriptionState {}

    /** The wire's {@code status}. */
    default String wire() {
        return switch (this) {
            case Active() -> "active";
            case PastDue(var _) -> "past_due";
            case Canceled(var _, var _) -> "canceled";
        };
    }
}
