package dev.perennial.core.identity.persistence;

import dev.perennial.core.identity.Token;
import dev.perennial.core.identity.TokenHash;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.identity.TokenVault;
import dev.perennial.core.settings.Settings;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Tokens hashed with the secret of the installation. */
@Singleton
final class TokenStore implements TokenVault {
    private final SecureRandom random = new SecureRandom();
    private final Settings settings;

    TokenStore(Settings settings) { this.settings = settings; }

    @Override
    public Token generate(TokenKind kind) {
        return Token.generate(kind, random);
    }

    @Override
    public String hash(String secret) {
        return TokenHash.of(secret, settings.secret()).hex();
    }
}
