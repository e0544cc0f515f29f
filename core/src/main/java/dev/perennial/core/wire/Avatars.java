package dev.perennial.core.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Pictures of people, by the hash of their e-mail address. */
public final class Avatars {
    private Avatars() {}

    /** The address of the picture, which may not exist. */
    public static String urlOf(String email) {
        return "https://www.gravatar.com/avatar/" + HexFormat.of().formatHex(sha256(email.toLowerCase(Locale.ROOT))) + "?d=404";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
