package dev.perennial.core.identity.persistence;

import dev.perennial.core.persistence.Sql;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which tokens were used and writes it down once a minute, so that no request waits for it and a busy token costs one write a minute. What a
 * process that is killed had not written is lost.
 */
@Singleton
class TokenUses {
    private final Set<UUID> used = ConcurrentHashMap.newKeySet();
    private final Sql sql;
    private final Clock clock;

    TokenUses(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void note(UUID token) {
        used.add(token);
    }

    /** Writes what was noted since the last time. Ids of one table are unknown to the other. */
    @Scheduled(fixedDelay = "1m", initialDelay = "1m")
    @PreDestroy
    void write() {
        Set<UUID> noted = Set.copyOf(used);
        if (noted.isEmpty()) {
            return;
        }
        used.removeAll(noted);
        sql.update("""
                with delegated as (update oauth2_token set last_used_at = ? where id in (
                    select id from oauth2_token where id = any(?) order by id for no key update))
                update access_token set last_used_at = ? where id in (select id from access_token where id = any(?) order by id for no key update)""",
                clock.instant(), noted, clock.instant(), noted);
    }
}
