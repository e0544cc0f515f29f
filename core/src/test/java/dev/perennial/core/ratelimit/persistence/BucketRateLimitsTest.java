package dev.perennial.core.ratelimit.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.ratelimit.RateLimit;
import dev.perennial.core.ratelimit.RateLimit.Precision;
import dev.perennial.core.ratelimit.RateLimit.Rate;
import dev.perennial.core.ratelimit.RateLimitGroup;
import dev.perennial.core.ratelimit.RateLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class BucketRateLimitsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @AutoClose
    static final TestDatabase database = new TestDatabase();
    private final RateLimits limits = database.get(RateLimits.class);

    private static long allowed(RateLimits limits, String key, RateLimit limit, int attempts) {
        return IntStream.range(0, attempts).filter(_ -> limits.take(key, limit).isEmpty()).count();
    }

    private static RateLimits anotherProcess(Clock clock) {
        return new BucketRateLimits(database.sql(), clock, database.get(DataSource.class));
    }

    @Test
    void everyRateHasToHold() {
        RateLimit limit = new RateLimit(List.of(new Rate(5, HOUR), new Rate(3, Duration.ofDays(1))), null, Precision.EXACT);
        assertThat(allowed(limits, "both", limit, 10)).isEqualTo(3);
        assertThat(limits.take("both", limit).orElseThrow()).isBetween(Duration.ofHours(7), Duration.ofHours(8));
        assertThat(allowed(limits, "somebody else", limit, 2)).isEqualTo(2);
    }

    @Test
    void processesCountTogether() {
        RateLimit limit = new RateLimit(List.of(new Rate(4, HOUR)), null, Precision.EXACT);
        assertThat(allowed(limits, "shared", limit, 3)).isEqualTo(3);
        assertThat(allowed(anotherProcess(Clock.systemUTC()), "shared", limit, 3)).isEqualTo(1);
        assertThat(allowed(limits, "shared", limit, 3)).isZero();
    }

    @Test
    void sharesLaterWithoutLettingMoreThanATwentiethThrough() {
        RateLimit limit = new RateLimit(List.of(new Rate(100, HOUR)), null, Precision.SHARED_LATER);
        RateLimits other = anotherProcess(Clock.systemUTC());
        long both = IntStream.range(0, 150).mapToLong(_ -> allowed(limits, "busy", limit, 1) + allowed(other, "busy", limit, 1)).sum();
        assertThat(both).isBetween(100L, 110L);
    }

    @Test
    void blocksWhoTriedOnceTooOften() {
        Instant start = Instant.parse("2026-05-01T00:00:00Z");
        RateLimit limit = new RateLimit(List.of(new Rate(2, Duration.ofMillis(1))), Duration.ofMinutes(15), Precision.EXACT);
        RateLimits then = anotherProcess(Clock.fixed(start, ZoneOffset.UTC));
        Optional<Duration> refused = IntStream.range(0, 100_000).mapToObj(_ -> then.take("blocked", new RateLimit(
                List.of(new Rate(2, HOUR)), Duration.ofMinutes(15), Precision.EXACT))).filter(Optional::isPresent).findFirst().orElseThrow();
        assertThat(refused).contains(Duration.ofMinutes(15));
        RateLimits later = anotherProcess(Clock.fixed(start.plusSeconds(899), ZoneOffset.UTC));
        assertThat(later.take("blocked", limit)).as("whatever the bucket holds").contains(Duration.ofSeconds(1));
        RateLimits after = anotherProcess(Clock.fixed(start.plusSeconds(900), ZoneOffset.UTC));
        after.forgetOld();
        assertThat(blocks("blocked")).as("the last moment is not over").isEqualTo(1);
        anotherProcess(Clock.fixed(start.plusSeconds(901), ZoneOffset.UTC)).forgetOld();
        assertThat(blocks("blocked")).isZero();
    }

    @Test
    void forgetsBucketsThatAreFullAgain() {
        RateLimit limit = new RateLimit(List.of(new Rate(4, HOUR)), null, Precision.EXACT);
        limits.take("forgotten", limit);
        limits.take("remembered", limit);
        Sql sql = database.sql();
        sql.update("update rate_limit_bucket set expires_at = 1 where id = 'forgotten'");
        assertThat(limits.forgetOld()).isEqualTo(1);
        assertThat(sql.list("select id from rate_limit_bucket where id like '%e%d'", row -> row.text("id"))).contains("remembered")
                .doesNotContain("forgotten");
    }

    @Test
    void knowsWhatAnOrganizationWasGiven() {
        UUID organization = new Shop(database).organization().id();
        assertThat(limits.groupOf(organization)).isEqualTo(RateLimitGroup.DEFAULT);
        database.sql().updateOne("update organization set rate_limit_group = 'elevated' where id = ?", organization);
        assertThat(limits.groupOf(organization)).isEqualTo(RateLimitGroup.ELEVATED);
        assertThat(limits.groupOf(UUID.randomUUID())).isEqualTo(RateLimitGroup.DEFAULT);
    }

    private static long blocks(String id) {
        return database.sql().one("select count(*) as n from rate_limit_block where id = ?", row -> row.number("n"), id);
    }
}
