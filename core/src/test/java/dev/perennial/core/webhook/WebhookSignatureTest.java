package dev.perennial.core.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSignatureTest {
    private static final String ID = "6f6a7c3e-0a4b-4a53-9d7a-0f4b8a1d2c3e";
    private static final Instant ATTEMPTED_AT = Instant.ofEpochSecond(1_767_225_600);
    private static final String BODY = "{\"foo\":\"bar\"}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysecret                                           | v1,XX/z5MYB5hZEgO1JV2EOxyUoGw4l0M8mC5FpUs633BA=
            whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= | v1,qixqQhYx6J9/Sm2OoeXdwFtHAN9Xdzg+ta7OIYazVD8=
            whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= | v1,6SrKZlbaNTYky0AmfjtH9WZS7nWV6LXCROEJGAfxMws=
            """)
    void carriesTheSignatureOfEachGeneration(String secret, String signature) {
        assertThat(header(new WebhookSecret(secret)).split(" ")).hasSize(2).contains(signature);
    }

    @Test
    void putsTheOlderGenerationFirst() {
        assertThat(header(new WebhookSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")))
                .isEqualTo("v1,qixqQhYx6J9/Sm2OoeXdwFtHAN9Xdzg+ta7OIYazVD8= v1,6SrKZlbaNTYky0AmfjtH9WZS7nWV6LXCROEJGAfxMws=");
    }

    @Test
    void hasOneSignatureWhereTheSecretIsOnlyText() {
        assertThat(header(new WebhookSecret("a secret in our own words, 32 chars"))).doesNotContain(" ");
        assertThat(header(new WebhookSecret("whsec_"))).doesNotContain(" ");
    }

    @Test
    void bothWaysOfReadingTheSecretVerify() throws Exception {
        WebhookSecret secret = WebhookSecret.generate(new SecureRandom());
        Instant now = Instant.now();
        HttpHeaders headers = headers(now, WebhookSignature.header(List.of(secret), ID, now, BODY.getBytes(UTF_8)));
        Webhook asKey = new Webhook(secret.value());
        Webhook asText = new Webhook(Base64.getEncoder().encodeToString(secret.value().getBytes(UTF_8)));
        assertThatCode(() -> asKey.verify(BODY, headers)).doesNotThrowAnyException();
        assertThatCode(() -> asText.verify(BODY, headers)).doesNotThrowAnyException();
        assertThatThrownBy(() -> asKey.verify(BODY + " ", headers)).isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(WebhookSecret.generate(new SecureRandom()).value()).verify(BODY, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void whileASecretIsReplacedBothVerify() throws Exception {
        WebhookSecret old = WebhookSecret.generate(new SecureRandom());
        WebhookSecret next = WebhookSecret.generate(new SecureRandom());
        Instant now = Instant.now();
        HttpHeaders headers = headers(now, WebhookSignature.header(SigningSecrets.of(old).rotated(next, now).at(now), ID, now, BODY.getBytes(UTF_8)));
        for (WebhookSecret secret : List.of(old, next)) {
            Webhook asKey = new Webhook(secret.value());
            Webhook asText = new Webhook(Base64.getEncoder().encodeToString(secret.value().getBytes(UTF_8)));
            assertThatCode(() -> asKey.verify(BODY, headers)).doesNotThrowAnyException();
            assertThatCode(() -> asText.verify(BODY, headers)).doesNotThrowAnyException();
        }
    }

    @Test
    void secretsAreRandomAndStayOutOfLogs() {
        WebhookSecret secret = WebhookSecret.generate(new SecureRandom());
        assertThat(secret.value()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(secret).isNotEqualTo(WebhookSecret.generate(new SecureRandom())).hasToString("whsec_…");
        assertThatThrownBy(() -> new WebhookSecret("")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String header(WebhookSecret secret) { return WebhookSignature.header(List.of(secret), ID, ATTEMPTED_AT, BODY.getBytes(UTF_8)); }

    private static HttpHeaders headers(Instant at, String signature) {
        return HttpHeaders.of(Map.of("webhook-id", List.of(ID), "webhook-timestamp", List.of(Long.toString(at.getEpochSecond())), "webhook-signature",
                List.of(signature)), (name, value) -> true);
    }
}
