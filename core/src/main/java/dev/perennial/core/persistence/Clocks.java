package dev.perennial.core.persistence;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Real time, as precise as the database keeps it: what is written reads back equal. */
@Factory
final class Clocks {
    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    @Singleton
    Clock clock() { return Clock.tick(Clock.systemUTC(), MICROSECOND); }
}
