package dev.perennial.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.perennial.core.identity.HmacSha256;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The {@code webhook-signature} header. Verifiers in the field take the secret in two ways: as text, or as Base64 of the key. A delivery carries
 * one signature for each, so that all of them accept it.
 */
public final class WebhookSignature {
    private static final String VERSION = "v1,";

    private WebhookSignature() {}

    /**
     * Signs one attempt with each secret.
     *
     * @param secrets those that are valid, the current one first
     * @param id the {@code webhook-id}: the same for every attempt of an event
     * @param attemptedAt the {@code webhook-timestamp}, of which whole seconds count
     * @param body the exact bytes that are sent
     */
    public static String header(List<WebhookSecret> secrets, String id, Instant attemptedAt, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes((id + "." + attemptedAt.getEpochSecond() + ".").getBytes(UTF_8));
        signed.writeBytes(body);
        byte[] message = signed.toByteArray();
        return secrets.stream().flatMap(WebhookSignature::keys).map(key -> sign(key, message)).collect(joining(" "));
    }

    private static Stream<byte[]> keys(WebhookSecret secret) {
        return Stream.concat(Stream.of(secret.value().getBytes(UTF_8)), secret.decoded().stream());
    }

    private static String sign(byte[] key, byte[] message) { return VERSION + Base64.getEncoder().encodeToString(HmacSha256.of(key, message)); }
}
