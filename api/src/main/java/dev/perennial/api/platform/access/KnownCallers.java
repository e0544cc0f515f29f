package dev.perennial.api.platform.access;

import dev.perennial.core.identity.Caller;
import dev.perennial.core.settings.Settings;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Whose token it was the last time, for as long as five minutes. Good for counting requests before their credential is looked up, never for letting
 * anybody in. Nothing is remembered where rate limits are off.
 */
@Singleton
public final class KnownCallers {
    private final boolean wanted;
    private final Remembered<String, Caller> byToken = new Remembered<>();

    KnownCallers(Settings settings) { this.wanted = settings.rateLimits(); }

    /** The caller this token stood for not long ago. */
    public Optional<Caller> find(String token) {
        return byToken.find(hash(token));
    }

    void remember(String token, Caller caller) {
        if (wanted) {
            byToken.put(hash(token), caller);
        }
    }

    void forget(String token) {
        if (wanted) {
            byToken.remove(hash(token));
        }
    }

    /** What stands for a token wherever it is only to be told from others. */
    public static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
