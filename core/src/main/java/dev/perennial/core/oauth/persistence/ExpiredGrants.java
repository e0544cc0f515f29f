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
        sql.update("delete from oauth2_token where expires_at < ? and (refresh_hash is null or revoked_at is not null)", now);
        sql.update("delete from oauth2_code where expires_at < ?", now.minus(CODES_KEPT));
    }
}
