package dev.perennial.core.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The proof key of a code (RFC 7636): who redeems the code must know what its requester knew.
 *
 * @param value 43 to 128 unreserved characters, sent with the request for authorization
 */
public record Challenge(String value, Method method) {
    /** How the challenge is made of the verifier. */
    public enum Method {
        PLAIN("plain"), S256("S256");

        private final String wire;

        Method(String wire) { this.wire = wire; }

        public String wire() { return wire; }

        /** @throws IllegalArgumentException if there is no such method */
        public static Method of(String wire) {
            for (Method method : values()) {
                if (method.wire.equals(wire)) {
                    return method;
                }
            }
            throw new IllegalArgumentException("the challenge method must be plain or S256");
        }
    }

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9\\-._~]{43,128}");

    public Challenge {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a challenge has 43 to 128 unreserved characters");
        }
    }

    /** Whether the verifier is what the challenge was made of, found out in constant time. */
    public boolean isMetBy(String verifier) {
        return FORM.matcher(verifier).matches() && MessageDigest.isEqual(value.getBytes(US_ASCII), transformed(verifier).getBytes(US_ASCII));
    }

    private String transformed(String verifier) {
        return switch (method) {
            case PLAIN -> verifier;
            case S256 -> Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(verifier));
        };
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
