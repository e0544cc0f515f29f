package dev.perennial.core.wire;

import dev.perennial.core.testclock.TestClock;
import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A test clock.
 *
 * @param targetTime where an advance stops; the frozen time when none is under way
 * @param failure why the last advance stopped early, while the status is {@code failed}
 */
public record TestClockView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, String name, Instant frozenTime,
        Instant targetTime, String status, @Nullable String failure) {
    public static TestClockView of(TestClock clock) {
        RealInstant modified = clock.modifiedAt();
        return new TestClockView(clock.id(), clock.createdAt().at(), modified == null ? null : modified.at(), clock.organizationId(), clock.name(),
                clock.frozenTime(),
                clock.targetTime(), clock.status().wire(), clock.failure());
    }
}
