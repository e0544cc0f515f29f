package dev.perennial.core.testclock.persistence;

import dev.perennial.core.persistence.Sql;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.time.RealInstant;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcBillingTime implements BillingTime {
    private final Sql sql;
    private final Clock clock;

    JdbcBillingTime(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public Instant now(@Nullable UUID testClockId) {
        return testClockId == null
                ? realNow().at()
                : sql.one("select frozen_time from test_clock where id = ?", row -> row.instant("frozen_time"), testClockId);
    }

    @Override
    public RealInstant realNow() {
        return new RealInstant(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
