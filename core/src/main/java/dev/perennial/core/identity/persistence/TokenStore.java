package dev.perennial.core.identity.persistence;

import dev.perennial.core.identity.Token;
import dev.perennial.core.identity.TokenHash;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.settings.Settings;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Makes tokens, and the form in which they are stored and looked up. */
@Singleton
final class TokenStore {
    private final SecureRandom random = new SecureRandom();
    private final Settings settings;

    TokenStore(Settings settings) { this.settings = settings; }

    Token generate(TokenKind kind) {
        return Token.generate(kind, random);
    }

    /** A keyed hash: looking it up in an index tells an onlooker nothing about the token. */
    String hash(String token) {
        return TokenHash.of(token, settings.secret()).hex();
    }
}
