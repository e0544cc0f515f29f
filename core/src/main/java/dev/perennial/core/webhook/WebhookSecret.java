package dev.perennial.core.webhook;

import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The secret an endpoint's owner verifies deliveries with.
 *
 * @param value what the owner copies, with its prefix; an old endpoint may have any text here
 */
public record WebhookSecret(String value) {
    static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    public WebhookSecret {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a webhook secret can't be empty");
        }
    }

    /**
     * Makes a new secret of 32 random bytes in Base64, the form every verifier understands.
     *
     * @param random a cryptographically strong source; anything weaker is for tests
     */
    public static WebhookSecret generate(RandomGenerator random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /** The key behind the prefix, if the secret is written as one; a text its owner chose may be none. */
    public Optional<byte[]> decoded() {
        String encoded = value.startsWith(PREFIX) ? value.substring(PREFIX.length()) : value;
        try {
            return Optional.of(Base64.getDecoder().decode(encoded)).filter(key -> key.length > 0);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Nothing of the secret: it must not get into a log by accident. */
    @Override
    public String toString() { return PREFIX + "…"; }
}
