package dev.perennial.workflows;

import dev.perennial.core.command.AggregateDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregate's row says about its next wake-up.
 *
 * @param ended whether nothing will ever be due again
 * @param nextWakeAt when something is due, in billing time; null when only a command or a provider's event can change it
 * @param onTestClock whether a test clock wakes it, so that it arms no timer
 * @param nextEvent what is due, for people: {@code renews 2026-12-01}
 */
public record Agenda(boolean ended, @Nullable Instant nextWakeAt, boolean onTestClock, String nextEvent, AggregateDescription about) {
    /** Whether it is the workflow itself that has to act at this instant. */
    public boolean isDue(Instant now) {
        return !onTestClock && nextWakeAt != null && !now.isBefore(nextWakeAt);
    }
}
