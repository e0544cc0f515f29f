package dev.perennial.core.idempotency.persistence;

import dev.perennial.core.idempotency.IdempotencyKey;
import dev.perennial.core.idempotency.IdempotencyKeys;
import dev.perennial.core.idempotency.KeptAnswer;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcIdempotencyKeys implements IdempotencyKeys {
    private static final Duration LIFE = Duration.ofHours(24);
    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private final Sql sql;
    private final Clock clock;
    private final Seal seal;

    JdbcIdempotencyKeys(Sql sql, Clock clock, Settings settings) {
        this.sql = sql;
        this.clock = clock;
        this.seal = new Seal(settings.secret());
    }

    @Override
    public Standing claim(IdempotencyKey key, byte[] request, Duration lease) {
        String requestHash = seal.hash(key, request);
        Optional<Standing> standing = Optional.empty();
        while (standing.isEmpty()) { // A key that is forgotten between the two statements is claimed at the next attempt.
            standing = insert(key, requestHash, lease).or(() -> sql.find(
                    "select request_hash, status, content_type, answer from idempotency_key where key_hash = ?", row -> read(row, key, requestHash),
                    seal.hash(key)));
        }
        return standing.get();
    }

    /** A new key, one whose day is over, or one whose turn ran out without an answer. */
    private Optional<Standing> insert(IdempotencyKey key, String requestHash, Duration lease) {
        Instant now = clock.instant();
        UUID claim = UUID.randomUUID();
        return sql.find(
                """
                        insert into idempotency_key as old (key_hash, request_hash, claim, seed, leased_until, expires_at) values (?, ?, ?, ?, ?, ?)
                        on conflict (key_hash) do update set request_hash = excluded.request_hash, claim = excluded.claim, leased_until = excluded.leased_until,
                            seed = case when old.expires_at <= ? then excluded.seed else old.seed end,
                            expires_at = case when old.expires_at <= ? then excluded.expires_at else old.expires_at end,
                            status = null, content_type = null, answer = null
                        where old.expires_at <= ? or (old.status is null and old.leased_until <= ? and old.request_hash = excluded.request_hash)
                        returning seed""",
                row -> new Standing.Claimed(claim, row.uuid("seed")), seal.hash(key), requestHash, claim, UUID.randomUUID(),
                now.plus(lease), now.plus(LIFE), now, now, now, now);
    }

    private Standing read(Row row, IdempotencyKey key, String requestHash) {
        if (!row.text("request_hash").equals(requestHash)) {
            return new Standing.Reused();
        }
        Integer status = row.integerOrNull("status");
        if (status == null) {
            return new Standing.InProgress();
        }
        byte[] closed = row.bytesOrNull("answer");
        return new Standing.Answered(new KeptAnswer(status, row.textOrNull("content_type"), closed == null ? new byte[0] : seal.open(key, closed)));
    }

    @Override
    public void keep(IdempotencyKey key, UUID claim, KeptAnswer answer) {
        byte @Nullable [] closed = answer.body().length == 0 ? null : seal.close(key, answer.body());
        sql.update("update idempotency_key set status = ?, content_type = ?, answer = ? where key_hash = ? and claim = ? and status is null",
                answer.status(), answer.contentType(), closed, seal.hash(key), claim);
    }

    @Override
    public void giveBack(IdempotencyKey key, UUID claim) {
        sql.update("update idempotency_key set leased_until = ? where key_hash = ? and claim = ? and status is null", clock.instant(), seal.hash(key),
                claim);
    }

    @Override
    public void forget(IdempotencyKey key, UUID claim) {
        sql.update("delete from idempotency_key where key_hash = ? and claim = ? and status is null", seal.hash(key), claim);
    }

    @Override
    public int forgetExpired() {
        return sql.update("""
                delete from idempotency_key where key_hash in
                    (select key_hash from idempotency_key where expires_at <= ? limit ? for update skip locked)""", clock.instant(),
                FORGOTTEN_AT_ONCE);
    }
}
