package dev.perennial.api.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.User;
import dev.perennial.core.oauth.OAuthClient;
import dev.perennial.core.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Signed statements for applications about who has signed in. */
@Singleton
class IdTokens {
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final SigningKeyRing keys;
    private final String issuer;
    private final Clock clock;

    IdTokens(SigningKeyRing keys, Settings settings, Clock clock) {
        this.keys = keys;
        this.issuer = settings.publicUrl().toString();
        this.clock = clock;
    }

    /** The statement, in its compact form; tells the address only to those who may know it. */
    @SuppressWarnings("JavaUtilDate") // The library's way to say when.
    String sign(OAuthClient client, User user, ScopeSet scopes, @Nullable String nonce) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(issuer).subject(user.id().toString()).audience(client.clientId())
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(LIFETIME)));
        if (scopes.scopes().contains(Scope.EMAIL)) {
            claims.claim("email", user.email()).claim("email_verified", user.emailVerified());
        }
        if (nonce != null) {
            claims.claim("nonce", nonce);
        }
        RSAKey key = keys.current();
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("a key of ours cannot sign", impossible);
        }
        return token.serialize();
    }
}
