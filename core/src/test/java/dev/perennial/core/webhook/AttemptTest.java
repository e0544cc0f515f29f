package dev.perennial.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.Seed;
import dev.perennial.core.webhook.Attempt.Consequence;
import dev.perennial.core.webhook.Attempt.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Attempt attempt(int before, @Nullable Instant redelivery, Result result) {
        var id = UUID.randomUUID();
        return new Attempt(
                new SendableEvent(id, id, id, id, before, redelivery, "https://example.com", SigningSecrets.of(new WebhookSecret("s")), "{}"), NOW,
                result);
    }

    private static Consequence after(Attempt attempt) {
        return attempt.consequence(new Random(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void everySuccessfulStatusIsADelivery(int code) {
        assertThat(after(attempt(0, null, new Result.Answered(code, null)))).isEqualTo(new Consequence.Delivered());
        assertThat(after(attempt(9, null, new Result.Answered(code, null)))).isEqualTo(new Consequence.Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 300, 301, 302, 400, 404, 410, 429, 500, 503})
    void everyOtherStatusIsAFailure(int code) {
        assertThat(after(attempt(0, null, new Result.Answered(code, "no")))).isInstanceOf(Consequence.RetryAt.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # attempts before | shortest | longest wait in seconds
            0 | 2   | 4
            1 | 4   | 8
            2 | 8   | 16
            3 | 16  | 32
            4 | 32  | 64
            5 | 64  | 128
            6 | 128 | 256
            7 | 256 | 512
            8 | 512 | 1024
            """)
    void waitsLongerAfterEachFailure(int before, long shortest, long longest) {
        for (int seed = 0; seed < 50; seed++) {
            var consequence = attempt(before, null, new Result.Unanswered("no")).consequence(new Random(seed));
            assertThat(consequence).isInstanceOfSatisfying(Consequence.RetryAt.class,
                    retry -> assertThat(Duration.between(NOW, retry.at())).isBetween(Duration.ofSeconds(shortest), Duration.ofSeconds(longest)));
        }
    }

    @Test
    void theTenthFailureIsTheLast() {
        assertThat(after(attempt(9, null, new Result.Unanswered("no")))).isEqualTo(new Consequence.GivenUp());
        assertThat(after(attempt(9, null, new Result.Answered(500, null)))).isEqualTo(new Consequence.GivenUp());
    }

    @Test
    void aUrlThatCannotBeCalledIsNotTriedAgain() {
        assertThat(after(attempt(0, null, new Result.Unsendable("no host")))).isEqualTo(new Consequence.GivenUp());
    }

    @RepeatedTest(50)
    void aCompletedEventIsSentOnceMoreOnly() {
        Seed.run(random -> assertThat(attempt(random.nextInt(20), NOW, new Result.Answered(500, null)).consequence(random))
                .isEqualTo(new Consequence.GivenUp()));
    }
}
