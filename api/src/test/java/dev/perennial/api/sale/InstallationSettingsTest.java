package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javax.naming.Context;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that an operator can switch off, on and off. Rate limits have a test of their own. */
class InstallationSettingsTest {
    private static final NameServer NAMES = new NameServer();
    private static Shop strict;
    private static Shop lenient;

    @BeforeAll
    static void start() {
        System.setProperty(Context.PROVIDER_URL, NAMES.url()); // Whom the client for names asks, instead of the machine's own server.
        strict = new Shop(Map.of("PERENNIAL_EMAIL_DOMAIN_CHECK", "true", "PERENNIAL_WEBHOOKS_ALLOW_PRIVATE_TARGETS", "false"));
        lenient = new Shop(Map.of("PERENNIAL_EMAIL_DOMAIN_CHECK", "false", "PERENNIAL_WEBHOOKS_ALLOW_PRIVATE_TARGETS", "true"));
    }

    @AfterAll
    static void stop() {
        strict.close();
        lenient.close();
        NAMES.close();
        System.clearProperty(Context.PROVIDER_URL);
    }

    @ParameterizedTest
    @CsvSource({"mail.example, true", "host.example, true", "six.example, true", "empty.example, false", "refusing.example, false",
            "nowhere.example, false"})
    void mailHasToReachTheDomainOfAnAddress(String domain, boolean reaches) {
        String body = "{\"email\": \"jo@" + domain + "\"}";
        if (reaches) {
            strict.post(strict.token, "/v1/customers/", body).json(201);
        } else {
            assertThat(strict.post(strict.token, "/v1/customers/", body).refusal())
                    .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"email\"]");
        }
        lenient.post(lenient.token, "/v1/customers/", body).json(201);
    }

    @ParameterizedTest
    @CsvSource({"https://example.com/hook, true", "http://example.com/hook, false", "https://127.0.0.1/hook, false",
            "https://localhost/hook, false", "https://10.0.0.1/hook, false", "https://[::1]/hook, false", "https://169.254.169.254/, false"})
    void webhooksGoToPublicAddressesOverTls(String url, boolean allowed) {
        String body = "{\"url\": \"" + url + "\", \"format\": \"raw\", \"events\": []}";
        Shop.Answer made = strict.post(strict.token, "/v1/webhooks/endpoints", body);
        if (allowed) {
            made.json(201);
        } else {
            assertThat(made.refusal()).isEqualTo("422 RequestValidationError value_error [\"body\",\"url\"]");
        }
        lenient.post(lenient.token, "/v1/webhooks/endpoints", body).json(201);
    }

    @Test
    void aNameServerThatIsGoneIsNoReasonToRefuse() {
        try (NameServer silent = new NameServer()) {
            System.setProperty(Context.PROVIDER_URL, silent.url());
        }
        try {
            strict.post(strict.token, "/v1/customers/", "{\"email\": \"jo@unasked.example\"}").json(201);
        } finally {
            System.setProperty(Context.PROVIDER_URL, NAMES.url());
        }
    }
}
