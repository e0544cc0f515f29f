package dev.perennial.core.testclock;

import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Billing time frozen for chosen customers. While it advances, {@code frozenTime} is the instant being played and {@code targetTime} where it stops. */
public record TestClock(UUID id, RealInstant createdAt, @Nullable RealInstant modifiedAt, UUID organizationId, String name, Instant frozenTime,
        Instant targetTime,
        Status status, @Nullable String failure, @Nullable RealInstant deletedAt) {

    /** Whether everything due has happened, is happening, or could not happen. */
    public enum Status {
        READY, ADVANCING, FAILED;

        public String wire() { return name().toLowerCase(Locale.ROOT); }

        public static Status of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }
    }

    /**
     * Sets out for a later instant; a failed clock resumes.
     *
     * @throws TestClockAdvancing while an earlier advance is under way
     * @throws TestClockBackwards if the target lies before the clock's time
     */
    public TestClock advanceTo(Instant target, RealInstant now) {
        if (status == Status.ADVANCING) {
            throw new TestClockAdvancing();
        }
        if (target.isBefore(frozenTime)) {
            throw new TestClockBackwards();
        }
        return new TestClock(id, createdAt, now, organizationId, name, frozenTime, target, Status.ADVANCING, null, deletedAt);
    }

    public TestClock at(Instant instant, RealInstant now) {
        return new TestClock(id, createdAt, now, organizationId, name, instant, targetTime, status, failure, deletedAt);
    }

    public TestClock arrived(RealInstant now) {
        return new TestClock(id, createdAt, now, organizationId, name, targetTime, targetTime, Status.READY, null, deletedAt);
    }

    public TestClock failed(String why, RealInstant now) {
        return new TestClock(id, createdAt, now, organizationId, name, frozenTime, targetTime, Status.FAILED, why, deletedAt);
    }

    public TestClock deleted(RealInstant now) {
        return new TestClock(id, createdAt, now, organizationId, name, frozenTime, targetTime, status, failure, now);
    }
}
