package dev.perennial.core.identity.persistence;

import static java.util.stream.Collectors.joining;

import dev.perennial.core.identity.SignInCodes;
import dev.perennial.core.identity.TokenVault;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class JdbcSignInCodes implements SignInCodes {
    /** Without the letters and digits that are taken for one another. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final SecureRandom random = new SecureRandom();
    private final Sql sql;
    private final TokenVault tokens;
    private final Clock clock;

    JdbcSignInCodes(Sql sql, TokenVault tokens, Clock clock) {
        this.sql = sql;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Optional<String> issue(String email) {
        String address = email.toLowerCase(Locale.ROOT);
        Instant now = clock.instant();
        String code = random.ints(LENGTH, 0, ALPHABET.length()).mapToObj(i -> ALPHABET.substring(i, i + 1))
                .collect(joining());
        int issued = sql.update("""
                insert into login_code (id, created_at, email, code_hash, expires_at) select ?, ?, ?, ?, ?
                where (select count(*) from login_code where email = ? and created_at > ?) < ?""", UUID.randomUUID(), now, address,
                hash(address, code), now.plus(LIFETIME), address, now.minus(Duration.ofHours(1)), MOST_PER_HOUR);
        return issued == 1 ? Optional.of(code) : Optional.empty();
    }

    /** A wrong try counts against every code that would have been taken: mails may arrive in any order, so all of them are. */
    @Override
    public boolean redeem(String email, String code) {
        String address = email.toLowerCase(Locale.ROOT);
        Instant now = clock.instant();
        String live = " where email = ? and expires_at > ? and used_at is null and attempts < ?";
        boolean right = sql.update("update login_code set used_at = ?" + live + " and code_hash = ?", now, address, now, MOST_ATTEMPTS,
                hash(address, code.toUpperCase(Locale.ROOT))) > 0;
        if (!right) {
            sql.update("update login_code set attempts = attempts + 1" + live, address, now, MOST_ATTEMPTS);
        }
        return right;
    }

    private String hash(String address, String code) {
        return tokens.hash("login-code:" + address + ":" + code);
    }
}
