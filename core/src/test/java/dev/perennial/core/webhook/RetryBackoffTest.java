package dev.perennial.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.Seed;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryBackoffTest {
    @ParameterizedTest
    @CsvSource({"1,2,4", "2,4,8", "3,8,16", "4,16,32", "5,32,64", "6,64,128", "7,128,256", "8,256,512", "9,512,1024"})
    void waitsTwiceAsLongAfterEachFailure(int failedAttempts, int atLeastSeconds, int atMostSeconds) {
        Seed.run(random -> {
            List<Duration> delays = Stream.generate(() -> RetryBackoff.delayAfter(failedAttempts, random)).limit(1_000).toList();
            assertThat(delays)
                    .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ofSeconds(atLeastSeconds), Duration.ofSeconds(atMostSeconds)));
            assertThat(delays).as("spread over the whole range").anyMatch(delay -> delay.toMillis() < atLeastSeconds * 1_100L)
                    .anyMatch(delay -> delay.toMillis() > atMostSeconds * 950L);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10, 11})
    void knowsNoWaitWhereNoAttemptFollows(int failedAttempts) {
        Seed.run(random -> assertThatThrownBy(() -> RetryBackoff.delayAfter(failedAttempts, random)).isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void givesUpAfterTenFailures() {
        assertThat(RetryBackoff.isExhausted(9)).isFalse();
        assertThat(RetryBackoff.isExhausted(10)).isTrue();
    }
}
