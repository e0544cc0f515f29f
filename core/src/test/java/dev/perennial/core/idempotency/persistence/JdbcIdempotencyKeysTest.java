package dev.perennial.core.idempotency.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.idempotency.IdempotencyKey;
import dev.perennial.core.idempotency.IdempotencyKeys;
import dev.perennial.core.idempotency.IdempotencyKeys.Standing;
import dev.perennial.core.idempotency.KeptAnswer;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcIdempotencyKeysTest {
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final byte[] REQUEST = "POST /v1/products/\n{}".getBytes(UTF_8);

    @AutoClose
    static final TestDatabase database = new TestDatabase();
    private final IdempotencyKey key = new IdempotencyKey("organization:1", UUID.randomUUID().toString());

    private static IdempotencyKeys at(Instant time) {
        return new JdbcIdempotencyKeys(database.sql(), Clock.fixed(time, ZoneOffset.UTC), database.get(Settings.class));
    }

    private static KeptAnswer answer(String body) {
        return new KeptAnswer(201, "application/json", body.getBytes(UTF_8));
    }

    private Standing.Claimed claimed(Instant time) {
        return (Standing.Claimed) at(time).claim(key, REQUEST, LEASE);
    }

    @Test
    void givesTheTurnOnceAndKeepsTheAnswer() {
        Standing.Claimed first = claimed(START);
        assertThat(at(START).claim(key, REQUEST, LEASE)).isEqualTo(new Standing.InProgress());
        at(START).keep(key, first.claim(), answer("{\"token\": \"polar_oat_x\"}"));
        Standing repeat = at(START.plusSeconds(1)).claim(key, REQUEST, LEASE);
        assertThat(repeat).isInstanceOfSatisfying(Standing.Answered.class, kept -> {
            assertThat(kept.answer().status()).isEqualTo(201);
            assertThat(kept.answer().contentType()).isEqualTo("application/json");
            assertThat(new String(kept.answer().body(), UTF_8)).isEqualTo("{\"token\": \"polar_oat_x\"}");
        });
        assertThat(at(START).claim(key, "something else".getBytes(UTF_8), LEASE)).isEqualTo(new Standing.Reused());
        assertThat(at(START).claim(new IdempotencyKey("organization:2", key.value()), REQUEST, LEASE)).isInstanceOf(Standing.Claimed.class);
    }

    @Test
    void keepsAnAnswerWithoutABody() {
        at(START).keep(key, claimed(START).claim(), new KeptAnswer(204, null, new byte[0]));
        assertThat(at(START).claim(key, REQUEST, LEASE)).isInstanceOfSatisfying(Standing.Answered.class,
                kept -> assertThat(kept.answer().body()).isEmpty());
    }

    @Test
    void givesTheTurnOfADeadProcessToTheNextWithTheSameIds() {
        Standing.Claimed dead = claimed(START);
        assertThat(at(START.plusSeconds(59)).claim(key, REQUEST, LEASE)).isEqualTo(new Standing.InProgress());
        assertThat(at(START.plusSeconds(60)).claim(key, "something else".getBytes(UTF_8), LEASE)).isEqualTo(new Standing.Reused());
        Standing.Claimed next = claimed(START.plusSeconds(60));
        assertThat(next.seed()).isEqualTo(dead.seed());
        assertThat(next.claim()).isNotEqualTo(dead.claim());
        at(START).keep(key, dead.claim(), answer("late"));
        at(START).keep(key, next.claim(), answer("in time"));
        assertThat(at(START).claim(key, REQUEST, LEASE)).isInstanceOfSatisfying(Standing.Answered.class,
                kept -> assertThat(new String(kept.answer().body(), UTF_8)).isEqualTo("in time"));
    }

    @Test
    void givesBackTheTurnOrTheWholeKey() {
        Standing.Claimed first = claimed(START);
        at(START).giveBack(key, first.claim());
        Standing.Claimed second = claimed(START);
        assertThat(second.seed()).isEqualTo(first.seed());
        at(START).forget(key, second.claim());
        assertThat(at(START).claim(key, "something else".getBytes(UTF_8), LEASE)).isInstanceOfSatisfying(Standing.Claimed.class,
                third -> assertThat(third.seed()).isNotEqualTo(first.seed()));
    }

    @Test
    void forgetsAKeyAfterADay() {
        Standing.Claimed first = claimed(START);
        at(START).keep(key, first.claim(), answer("{}"));
        Instant almost = START.plus(Duration.ofHours(24)).minusSeconds(1);
        at(almost).forgetExpired();
        assertThat(at(almost).claim(key, REQUEST, LEASE)).isInstanceOf(Standing.Answered.class);
        Standing.Claimed renewed = claimed(START.plus(Duration.ofHours(24)));
        assertThat(renewed.seed()).isNotEqualTo(first.seed());
        at(START.plus(Duration.ofHours(48))).forgetExpired();
        assertThat(database.sql().list("select 1 from idempotency_key where claim = ?", _ -> true, renewed.claim())).isEmpty();
    }

    @Test
    void oneOfManyAtOnceGetsTheTurn() {
        List<CompletableFuture<Standing>> all = IntStream.range(0, 8).mapToObj(_ -> database.elsewhere(() -> at(START).claim(key, REQUEST, LEASE)))
                .toList();
        assertThat(all.stream().map(CompletableFuture::join).filter(Standing.Claimed.class::isInstance)).hasSize(1);
    }

    @Test
    void theTableTellsNothingWithoutTheKey() {
        at(START).keep(key, claimed(START).claim(), answer("polar_oat_secret"));
        String stored = database.sql().one("select idempotency_key::text as everything from idempotency_key where key_hash = ?",
                row -> row.text("everything"), new Seal("test").hash(key));
        assertThat(stored).doesNotContain(key.value(), "polar_oat_secret", java.util.HexFormat.of().formatHex("polar_oat_secret".getBytes(UTF_8)));
        byte[] closed = new Seal("test").close(key, "x".getBytes(UTF_8));
        assertThatThrownBy(() -> new Seal("test").open(new IdempotencyKey(key.subject(), "another"), closed)).isInstanceOf(
                IllegalStateException.class);
        assertThatThrownBy(() -> new Seal("other").open(key, closed)).isInstanceOf(IllegalStateException.class);
        assertThat(key.toString()).doesNotContain(key.value());
    }
}
