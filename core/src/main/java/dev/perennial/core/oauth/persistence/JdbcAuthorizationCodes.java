package dev.perennial.core.oauth.persistence;

import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.identity.TokenVault;
import dev.perennial.core.oauth.AuthorizationCode;
import dev.perennial.core.oauth.AuthorizationCodes;
import dev.perennial.core.oauth.Challenge;
import dev.perennial.core.oauth.Consent;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcAuthorizationCodes implements AuthorizationCodes {
    private final Sql sql;
    private final TokenVault tokens;
    private final Clock clock;

    JdbcAuthorizationCodes(Sql sql, TokenVault tokens, Clock clock) {
        this.sql = sql;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Optional<String> issue(AuthorizationCode it) {
        Instant now = clock.instant();
        String code = tokens.generate(TokenKind.AUTHORIZATION_CODE).value();
        @Nullable
        Challenge challenge = it.challenge();
        int issued = sql.update("""
                insert into oauth2_code (id, created_at, client_id, user_id, code_hash, redirect_uri, scopes, organizations, nonce, challenge,
                    challenge_method, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?::uuid[], ?, ?, ?, ?)
                on conflict (client_id, nonce) where nonce is not null do nothing""", it.id(), now, it.clientId(), it.userId(), tokens.hash(code),
                it.redirectUri(), it.consent().scopes().toString(), it.consent().organizations(), it.nonce(),
                challenge == null ? null : challenge.value(), challenge == null ? null : challenge.method().wire(),
                now.plus(AuthorizationCode.LIFETIME));
        return issued == 1 ? Optional.of(code) : Optional.empty();
    }

    @Override
    public boolean isUsed(UUID clientId, String nonce) {
        return sql.one("select exists (select 1 from oauth2_code where client_id = ? and nonce = ?) as used", row -> row.flag("used"), clientId,
                nonce);
    }

    /** Two at once wait for each other at the update; the second then finds the code used. */
    @Override
    public Redemption redeem(UUID clientId, String code) {
        Instant now = clock.instant();
        String hash = tokens.hash(code);
        Optional<Redemption> redeemed = sql.find("""
                update oauth2_code set used_at = ? where client_id = ? and code_hash = ? and used_at is null and expires_at > ?
                returning id, client_id, user_id, redirect_uri, scopes, organizations, nonce, challenge, challenge_method""",
                row -> new Redemption.Redeemed(read(row)), now, clientId, hash, now);
        return redeemed.or(() -> sql.find("select id from oauth2_code where client_id = ? and code_hash = ? and used_at is not null",
                row -> new Redemption.Replayed(row.uuid("id")), clientId, hash)).orElseGet(Redemption.Unknown::new);
    }

    private static AuthorizationCode read(Row row) {
        String challenge = row.textOrNull("challenge");
        return new AuthorizationCode(row.uuid("id"), row.uuid("client_id"), row.uuid("user_id"), row.text("redirect_uri"),
                new Consent(ScopeSet.parse(row.text("scopes")), Set.copyOf(row.uuids("organizations"))), row.textOrNull("nonce"),
                challenge == null ? null : new Challenge(challenge, Challenge.Method.of(row.text("challenge_method"))));
    }
}
