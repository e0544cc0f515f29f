package dev.perennial.core.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * A new credential in the clear. It is shown once, in the answer that creates it; what is kept is its {@link TokenHash}.
 *
 * @param value prefix, 37 random characters and 6 characters of checksum by which secret scanners recognize it
 */
public record Token(TokenKind kind, String value) {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int BODY_LENGTH = 37;
    private static final int CHECKSUM_LENGTH = 6;

    public Token {
        if (!value.startsWith(kind.prefix())) {
            throw new IllegalArgumentException("a token of kind " + kind + " begins with " + kind.prefix());
        }
    }

    /**
     * Makes a new token.
     *
     * @param random a cryptographically strong source; anything weaker is for tests
     */
    public static Token generate(TokenKind kind, RandomGenerator random) {
        StringBuilder body = new StringBuilder(BODY_LENGTH);
        while (body.length() < BODY_LENGTH) {
            body.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Token(kind, kind.prefix() + body + checksum(body.toString()));
    }

    static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(US_ASCII));
        StringBuilder digits = new StringBuilder(CHECKSUM_LENGTH);
        // 62^6 exceeds 2^32: six digits hold every checksum, and the loop pads with the zero digit.
        for (long rest = crc.getValue(); digits.length() < CHECKSUM_LENGTH; rest /= ALPHABET.length()) {
            digits.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
        }
        return digits.reverse().toString();
    }

    /** The kind alone: a token must not get into a log by accident. */
    @Override
    public String toString() { return kind.prefix() + "…"; }
}
