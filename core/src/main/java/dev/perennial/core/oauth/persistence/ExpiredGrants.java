package dev.perennial.core.oauth.persistence;

import dev.perennial.core.persistence.Sql;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Removes every midnight what no application can use any more; every process may do it. */
@Singleton
class ExpiredGrants {
    /** As long as a first access token lasts at least, a replay of its code has to be noticed. */
    private static final Duration CODES_KEPT = Duration.ofDays(30);

    private static final int AT_ONCE = 10_000;

    private final Sql sql;
    private final Clock clock;

    ExpiredGrants(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** A pair whose refresh token is still good stays, whatever the age of its access token. */
    @Scheduled(cron = "0 0 0 * * *", zoneId = "UTC")
    void remove() {
        Instant now = clock.instant();
        remove("oauth2_token", "expires_at < ? and (refresh_hash is null or revoked_at is not null)", now);
        remove("oauth2_code", "expires_at < ?", now.minus(CODES_KEPT));
    }

    /** Some at a time, and past what another process is removing. */
    private void remove(String table, String condition, Instant before) {
        String some = "delete from %1$s where id in (select id from %1$s where %2$s limit ? for update skip locked)".formatted(table, condition);
        int removed;
        do {
            removed = sql.update(some, before, AT_ONCE);
        } while (removed == AT_ONCE);
    }
}
