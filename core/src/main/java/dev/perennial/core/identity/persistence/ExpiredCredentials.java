package dev.perennial.core.identity.persistence;

import dev.perennial.core.persistence.Sql;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Removes every midnight what nobody can use any more. It is refused long before that; every process may do it. */
@Singleton
class ExpiredCredentials {
    /** Codes are kept for as long as they count against the limit of an address. */
    private static final Duration CODES_COUNT = Duration.ofHours(1);

    private final Sql sql;
    private final Clock clock;

    ExpiredCredentials(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Scheduled(cron = "0 0 0 * * *", zoneId = "UTC")
    void remove() {
        Instant now = clock.instant();
        sql.update("delete from customer_session where expires_at < ?", now);
        sql.update("delete from dashboard_session where expires_at < ?", now);
        sql.update("delete from login_code where expires_at < ?", now.minus(CODES_COUNT));
    }
}
