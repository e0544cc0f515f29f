package dev.perennial.core.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * All that is stored of a token. Whoever reads the database cannot use it without the server's secret.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record TokenHash(String hex) {
    private static final int HEX_DIGITS = 64;

    public TokenHash {
        if (hex.length() != HEX_DIGITS) {
            throw new IllegalArgumentException("a token hash has " + HEX_DIGITS + " digits, not " + hex.length());
        }
    }

    /**
     * The hash of a whole token, prefix and checksum included.
     *
     * @param secret the server's secret, not empty; with another one every stored hash is worthless
     */
    public static TokenHash of(String token, String secret) {
        return new TokenHash(HexFormat.of().formatHex(HmacSha256.of(secret.getBytes(UTF_8), token.getBytes(UTF_8))));
    }

    /** Whether both are the hash of the same token, found out in constant time. */
    public boolean matches(TokenHash other) {
        return MessageDigest.isEqual(hex.getBytes(UTF_8), other.hex.getBytes(UTF_8));
    }
}
