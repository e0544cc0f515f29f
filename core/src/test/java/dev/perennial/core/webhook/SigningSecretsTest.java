package dev.perennial.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SigningSecretsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final WebhookSecret FIRST = new WebhookSecret("first");
    private static final WebhookSecret SECOND = new WebhookSecret("second");
    private static final WebhookSecret THIRD = new WebhookSecret("third");

    @Test
    void bothSignForADayAfterAChange() {
        SigningSecrets rotated = SigningSecrets.of(FIRST).rotated(SECOND, NOW);

        assertThat(SigningSecrets.of(FIRST).at(NOW)).containsExactly(FIRST);
        assertThat(rotated.at(NOW)).containsExactly(SECOND, FIRST);
        assertThat(rotated.at(NOW.plus(Duration.ofHours(24)).minusNanos(1))).containsExactly(SECOND, FIRST);
        assertThat(rotated.at(NOW.plus(Duration.ofHours(24)))).containsExactly(SECOND);
    }

    @Test
    void onlyTheLastTwoSign() {
        assertThat(SigningSecrets.of(FIRST).rotated(SECOND, NOW).rotated(THIRD, NOW).at(NOW)).containsExactly(THIRD, SECOND);
    }

    @Test
    void theSameSecretAgainIsNoChange() {
        SigningSecrets rotated = SigningSecrets.of(FIRST).rotated(SECOND, NOW);

        assertThat(rotated.rotated(SECOND, NOW.plusSeconds(60))).isEqualTo(rotated);
    }
}
