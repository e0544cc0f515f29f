package dev.perennial.api.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.perennial.core.identity.HmacSha256;
import dev.perennial.core.oauth.SigningKeys;
import dev.perennial.core.oauth.SigningKeys.StoredKey;
import dev.perennial.core.settings.Settings;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installation's keys for signatures that others check. The first is made when it is needed first and kept in the database, encrypted under the
 * installation's secret: whoever reads the database alone can sign nothing.
 */
@Singleton
class SigningKeyRing {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeyRing.class);
    private static final int KEY_BITS = 2_048;
    private static final String PURPOSE = "perennial signing keys";

    private final SigningKeys stored;
    private final byte[] wrapping;

    SigningKeyRing(SigningKeys stored, Settings settings) {
        this.stored = stored;
        this.wrapping = HmacSha256.of(settings.secret().getBytes(UTF_8), PURPOSE.getBytes(UTF_8));
    }

    /** The key to sign with. */
    RSAKey current() {
        return keys().getFirst();
    }

    /** What others check signatures with. */
    JWKSet published() {
        return new JWKSet(keys().stream().map(key -> (JWK) key).toList()).toPublicJWKSet();
    }

    private List<RSAKey> keys() {
        List<RSAKey> readable = readable(stored.orFirst(this::make));
        if (readable.isEmpty()) {
            LOG.warn("No signing key can be read with this secret: the secret was changed. A new key is made.");
            stored.insert(make());
            readable = readable(stored.all());
        }
        return readable;
    }

    private List<RSAKey> readable(List<StoredKey> keys) {
        return keys.stream().map(this::decrypt).flatMap(Optional::stream).toList();
    }

    private StoredKey make() {
        try {
            RSAKey key = new RSAKeyGenerator(KEY_BITS).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256).keyID(UUID.randomUUID().toString())
                    .generate();
            JWEObject sealed = new JWEObject(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), new Payload(key.toJSONString()));
            sealed.encrypt(new DirectEncrypter(wrapping));
            return new StoredKey(Objects.requireNonNull(key.getKeyID()), sealed.serialize());
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java platform has RSA and AES", impossible);
        }
    }

    /** Nothing when the key was sealed under another secret. */
    private Optional<RSAKey> decrypt(StoredKey key) {
        try {
            JWEObject sealed = JWEObject.parse(key.encryptedKey());
            sealed.decrypt(new DirectDecrypter(wrapping));
            return Optional.of(RSAKey.parse(sealed.getPayload().toString()));
        } catch (JOSEException _) {
            return Optional.empty();
        } catch (ParseException damaged) {
            throw new IllegalStateException("the signing key " + key.id() + " is damaged", damaged);
        }
    }
}
