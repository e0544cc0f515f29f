package dev.perennial.core.idempotency.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perennial.core.idempotency.IdempotencyKey;
import dev.perennial.core.identity.HmacSha256;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What makes the table useless to whoever reads it: keys and requests are hashed with the server's secret, and an answer is encrypted under a key that
 * derives from that secret and the caller's key together, of which the table has neither.
 */
final class Seal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final byte[] secret;

    Seal(String secret) {
        this.secret = secret.getBytes(UTF_8);
    }

    String hash(IdempotencyKey key) {
        return HexFormat.of().formatHex(mac("key", key, new byte[0]));
    }

    String hash(IdempotencyKey key, byte[] request) {
        return HexFormat.of().formatHex(mac("request", key, request));
    }

    byte[] close(IdempotencyKey key, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] closed = cipher(Cipher.ENCRYPT_MODE, key, nonce, ByteBuffer.wrap(plain));
        return ByteBuffer.allocate(NONCE_BYTES + closed.length).put(nonce).put(closed).array();
    }

    byte[] open(IdempotencyKey key, byte[] closed) {
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer rest = ByteBuffer.wrap(closed).get(nonce);
        return cipher(Cipher.DECRYPT_MODE, key, nonce, rest);
    }

    private byte[] cipher(int mode, IdempotencyKey key, byte[] nonce, ByteBuffer text) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(mac("answer", key, new byte[0]), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            byte[] bytes = new byte[text.remaining()];
            text.get(bytes);
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("a kept answer cannot be opened or closed", failed);
        }
    }

    private byte[] mac(String purpose, IdempotencyKey key, byte[] text) {
        byte[] context = ("idempotency " + purpose + "\n" + key.subject() + "\n" + key.value() + "\n").getBytes(UTF_8);
        return HmacSha256.of(secret, ByteBuffer.allocate(context.length + text.length).put(context).put(text).array());
    }
}
