package dev.perennial.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perennial.core.identity.HmacSha256;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The {@code webhook-signature} header. Verifiers in the field take the secret in two ways: as text, or as Base64 of the key. A delivery carries
 * one signature for each, so that all of them accept it.
 */
public final class WebhookSignature {
    private static final String VERSION = "v1,";

    private WebhookSignature() {}

    /**
     * Signs one attempt.
     *
     * @param id the {@code webhook-id}: the same for every attempt of an event
     * @param attemptedAt the {@code webhook-timestamp}, of which whole seconds count
     * @param body the exact bytes that are sent
     */
    public static String header(WebhookSecret secret, String id, Instant attemptedAt, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes((id + "." + attemptedAt.getEpochSecond() + ".").getBytes(UTF_8));
        signed.writeBytes(body);
        String asText = sign(secret.value().getBytes(UTF_8), signed.toByteArray());
        return decodedKey(secret).map(key -> asText + " " + sign(key, signed.toByteArray())).orElse(asText);
    }

    private static String sign(byte[] key, byte[] message) { return VERSION + Base64.getEncoder().encodeToString(HmacSha256.of(key, message)); }

    private static Optional<byte[]> decodedKey(WebhookSecret secret) {
        String encoded = secret.value().startsWith(WebhookSecret.PREFIX) ? secret.value().substring(WebhookSecret.PREFIX.length()) : secret.value();
        try {
            return Optional.of(Base64.getDecoder().decode(encoded)).filter(key -> key.length > 0);
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // A secret its owner chose as text: no verifier can read a key from it either.
        }
    }
}
