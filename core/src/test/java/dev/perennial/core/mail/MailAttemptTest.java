package dev.perennial.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.mail.MailAttempt.Consequence;
import dev.perennial.core.mail.MailAttempt.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailAttemptTest {
    private static final Instant POSTED = Instant.parse("2026-03-01T12:00:00Z");

    private static OutgoingMail mail(int attempts) {
        return new OutgoingMail(UUID.randomUUID(), POSTED, MailTemplate.SIGN_IN_CODE, "ann@example.com", false,
                Map.of("code", "ABC123", "minutes", "30"), attempts, POSTED.plusSeconds(120));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # attempts before | at least s | at most s
            0                 | 5          | 10
            1                 | 10         | 20
            4                 | 80         | 160
            9                 | 1800       | 3600
            60                | 1800       | 3600
            """)
    void waitsLongerEachTime(int attempts, long least, long most) {
        var attempt = new MailAttempt(mail(attempts), POSTED, new Result.Unavailable("no server"));
        for (int seed = 0; seed < 50; seed++) {
            assertThat(attempt.consequence(new Random(seed))).isInstanceOfSatisfying(Consequence.RetryAt.class,
                    retry -> assertThat(Duration.between(POSTED, retry.at())).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most)));
        }
    }

    @Test
    void endsAfterADayOrAtARefusal() {
        Instant late = POSTED.plus(Duration.ofDays(1));
        assertThat(new MailAttempt(mail(30), late, new Result.Unavailable("no server")).consequence(new Random(1)))
                .isEqualTo(new Consequence.GivenUp("no server"));
        assertThat(new MailAttempt(mail(0), POSTED, new Result.Rejected("550 unknown")).consequence(new Random(1)))
                .isEqualTo(new Consequence.GivenUp("550 unknown"));
        assertThat(new MailAttempt(mail(0), POSTED, new Result.Accepted()).consequence(new Random(1))).isEqualTo(new Consequence.Sent());
        assertThat(new MailAttempt(mail(0), POSTED, new Result.Withheld()).consequence(new Random(1))).isEqualTo(new Consequence.Withheld());
    }

    @Test
    void tellsALogNeitherCodeNorAddress() {
        assertThat(new MailAttempt(mail(0), POSTED, new Result.Accepted()).toString()).doesNotContain("ABC123", "ann@");
    }
}
