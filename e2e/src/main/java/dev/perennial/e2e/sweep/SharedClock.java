package dev.perennial.e2e.sweep;

import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of Temporal's test service, for everybody else, too. */
final class SharedClock extends Clock {
    private final TestWorkflowEnvironment temporal;

    SharedClock(TestWorkflowEnvironment temporal) { this.temporal = temporal; }

    @Override
    public ZoneId getZone() { return ZoneOffset.UTC; }

    @Override
    public Clock withZone(ZoneId zone) { throw new UnsupportedOperationException("everything here is UTC"); }

    @Override
    public Instant instant() { return Instant.ofEpochMilli(temporal.currentTimeMillis()); }
}
