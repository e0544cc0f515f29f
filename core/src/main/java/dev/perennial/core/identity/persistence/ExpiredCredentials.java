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

    private static final int AT_ONCE = 10_000;

    private final Sql sql;
    private final Clock clock;

    ExpiredCredentials(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Scheduled(cron = "0 0 0 * * *", zoneId = "UTC")
    void remove() {
        Instant now = clock.instant();
        remove("customer_session", now);
        remove("dashboard_session", now);
        remove("login_code", now.minus(CODES_COUNT));
    }

    /** Every process does this at the same second: what another one is removing is passed by. */
    private void remove(String table, Instant expiredBefore) {
        String some = "delete from %1$s where id in (select id from %1$s where expires_at < ? limit ? for update skip locked)".formatted(table);
        int removed;
        do {
            removed = sql.update(some, expiredBefore, AT_ONCE);
        } while (removed == AT_ONCE);
    }
}
