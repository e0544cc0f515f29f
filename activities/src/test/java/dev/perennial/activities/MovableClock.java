package dev.perennial.activities;

import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The machine's clock, and what a test adds to it. */
@Singleton
@Primary
final class MovableClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    void pass(Duration time) { ahead = ahead.plus(time); }

    void reset() { ahead = Duration.ZERO; }

    @Override
    public Instant instant() { return Instant.now().plus(ahead).truncatedTo(ChronoUnit.MICROS); }

    @Override
    public ZoneId getZone() { return ZoneOffset.UTC; }

    @Override
    public Clock withZone(ZoneId zone) { throw new UnsupportedOperationException("there is one zone"); }
}
