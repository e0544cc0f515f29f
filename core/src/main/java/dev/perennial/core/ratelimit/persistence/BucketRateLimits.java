package dev.perennial.core.ratelimit.persistence;

import dev.perennial.core.persistence.Sql;
import dev.perennial.core.ratelimit.RateLimit;
import dev.perennial.core.ratelimit.RateLimit.Precision;
import dev.perennial.core.ratelimit.RateLimitGroup;
import dev.perennial.core.ratelimit.RateLimits;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** A bucket per key that fills evenly, in a table that does without the write-ahead log: what a crash loses of it are a few attempts. */
@Singleton
final class BucketRateLimits implements RateLimits {
    private static final int KEPT_BUCKETS = 10_000;
    private static final int FORGOTTEN_AT_ONCE = 1_000;
    private static final int SHARE_KEPT_BACK = 20;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofSeconds(10);

    private final Sql sql;
    private final Clock clock;
    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
    /** Those with something not told to the database yet, least recently used first. */
    private final Map<String, BucketProxy> kept = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BucketProxy> eldest) { return size() > KEPT_BUCKETS; }
    });

    BucketRateLimits(Sql sql, Clock clock, DataSource database) {
        this.sql = sql;
        this.clock = clock;
        // The pool itself: buckets have transactions of their own.
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(DelegatingDataSource.unwrapDataSource(database))
                .primaryKeyMapper(PrimaryKeyMapper.STRING).table("rate_limit_bucket").idColumn("id").stateColumn("state")
                .expiresAtColumn("expires_at").expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(SLACK)).build();
    }

    @Override
    public Optional<Duration> take(String key, RateLimit limit) {
        Duration blockedFor = limit.blockedFor();
        if (blockedFor == null) {
            return takeToken(key, limit);
        }
        Instant now = clock.instant();
        Optional<Duration> blocked = sql.find("select blocked_until from rate_limit_block where id = ? and blocked_until > ?",
                row -> Duration.between(now, row.instant("blocked_until")), key, now);
        if (blocked.isPresent() || takeToken(key, limit).isEmpty()) {
            return blocked;
        }
        sql.update(
                "insert into rate_limit_block (id, blocked_until) values (?, ?) on conflict (id) do update set blocked_until = excluded.blocked_until",
                key, now.plus(blockedFor));
        return Optional.of(blockedFor);
    }

    private Optional<Duration> takeToken(String key, RateLimit limit) {
        BucketProxy bucket = limit.precision() == Precision.EXACT
                ? buckets.getProxy(key, () -> configuration(limit))
                : kept.computeIfAbsent(key, absent -> sharedLater(absent, limit));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private BucketProxy sharedLater(String key, RateLimit limit) {
        long smallest = limit.rates().stream().mapToLong(RateLimit.Rate::times).min().orElseThrow();
        var delay = new DelayParameters(Math.max(1, smallest / SHARE_KEPT_BACK), LONGEST_SILENCE);
        return buckets.builder().withOptimization(Optimizations.delaying(delay)).build(key, () -> configuration(limit));
    }

    private static BucketConfiguration configuration(RateLimit limit) {
        var configuration = BucketConfiguration.builder();
        limit.rates().forEach(rate -> configuration
                .addLimit(Bandwidth.builder().capacity(rate.times()).refillGreedy(rate.times(), rate.period()).build()));
        return configuration.build();
    }

    @Override
    public RateLimitGroup groupOf(UUID organizationId) {
        return sql.find("select rate_limit_group from organization where id = ?", row -> row.text("rate_limit_group"), organizationId)
                .map(name -> RateLimitGroup.valueOf(name.toUpperCase(Locale.ROOT))).orElse(RateLimitGroup.DEFAULT);
    }

    @Override
    public int forgetOld() {
        return buckets.removeExpired(FORGOTTEN_AT_ONCE) + sql.update("delete from rate_limit_block where blocked_until < ?", clock.instant());
    }
}
