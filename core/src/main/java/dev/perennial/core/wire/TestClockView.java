package dev.perennial.core.wire;

import dev.perennial.core.testclock.TestClock;
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
        return new TestClockView(clock.id(), clock.createdAt(), clock.modifiedAt(), clock.organizationId(), clock.name(), clock.frozenTime(),
                clock.targetTime(), clock.status().wire(), clock.failure());
    }
}
