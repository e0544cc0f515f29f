package dev.perennial.core.oauth;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an application may exchange for tokens, once.
 *
 * @param id the key under which the tokens it gives are kept together
 * @param redirectUri where the browser was sent with it
 * @param nonce what the application wants to find in the identity token
 * @param challenge what must be met by whoever redeems it
 */
public record AuthorizationCode(UUID id, UUID clientId, UUID userId, String redirectUri, Consent consent, @Nullable String nonce,
        @Nullable Challenge challenge) {
    public static final Duration LIFETIME = Duration.ofMinutes(5);
}
