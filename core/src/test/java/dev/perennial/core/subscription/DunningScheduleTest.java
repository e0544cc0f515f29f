package dev.perennial.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DunningScheduleTest {
    private static final Instant FIRST = Instant.parse("2025-06-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, 0, 2", "2, 2, 5", "3, 7, 7", "4, 14, 7"})
    void waitsLongerAfterEachFailure(int failedAttempts, int day, int waitDays) {
        Instant now = FIRST.plus(Duration.ofDays(day));
        assertThat(DunningSchedule.afterFailure(failedAttempts, FIRST, now, "insufficient_funds"))
                .isEqualTo(new DunningStep.RetryAt(now.plus(Duration.ofDays(waitDays))));
    }

    @Test
    void aMethodThatIsMissingFollowsTheSameSchedule() {
        assertThat(daysOfAttempts(null)).containsExactly(0L, 2L, 7L, 14L, 21L);
        assertThat(daysOfAttempts("insufficient_funds")).containsExactly(0L, 2L, 7L, 14L, 21L);
    }

    @Test
    void givesUpAfterTheFifthFailure() {
        assertThat(DunningSchedule.afterFailure(5, FIRST, FIRST.plus(Duration.ofDays(21)), null)).isEqualTo(new DunningStep.GiveUp());
    }

    @Test
    void givesUpAtTheDeadlineWhateverWasTried() {
        Instant deadline = Instant.parse("2025-06-22T10:01:00Z");
        assertThat(DunningSchedule.deadline(FIRST)).isEqualTo(deadline);
        assertThat(DunningSchedule.afterFailure(2, FIRST, deadline, null)).isEqualTo(new DunningStep.GiveUp());
        assertThat(DunningSchedule.afterFailure(2, FIRST, deadline.minusNanos(1), null)).isInstanceOf(DunningStep.RetryAt.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"card_not_supported", "do_not_honor", "expired_card", "fraudulent", "incorrect_cvc", "incorrect_number",
            "invalid_account",
            "invalid_cvc", "invalid_expiry_year", "invalid_pin", "live_mode_test_card", "lost_card", "merchant_blacklist", "not_permitted",
            "pickup_card",
            "previously_declined_do_not_retry", "restricted_card", "revocation_of_all_authorizations", "revocation_of_authorization",
            "security_violation",
            "stolen_card", "stop_payment_order", "blocklist"})
    void aHopelessCardIsTriedOnceMoreAtTheDeadline(String declineCode) {
        assertThat(DunningSchedule.isUnrecoverable(declineCode)).isTrue();
        Instant deadline = DunningSchedule.deadline(FIRST);
        assertThat(DunningSchedule.afterFailure(1, FIRST, FIRST, declineCode)).isEqualTo(new DunningStep.RetryAt(deadline));
        assertThat(DunningSchedule.afterFailure(2, FIRST, deadline, declineCode)).isEqualTo(new DunningStep.GiveUp());
    }

    @Test
    void onlyTheFirstDeclineIsExamined() {
        Instant now = FIRST.plus(Duration.ofDays(2));
        assertThat(DunningSchedule.afterFailure(2, FIRST, now, "stolen_card")).isEqualTo(new DunningStep.RetryAt(now.plus(Duration.ofDays(5))));
        assertThat(DunningSchedule.isUnrecoverable("insufficient_funds")).isFalse();
        assertThat(DunningSchedule.isUnrecoverable(null)).isFalse();
    }

    @Test
    void needsAFailure() {
        assertThatThrownBy(() -> DunningSchedule.afterFailure(0, FIRST, FIRST, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @RepeatedTest(100)
    void alwaysEndsHoweverLateTheAttemptsAre() {
        Seed.run(random -> {
            Instant now = FIRST;
            int failures = 1;
            while (DunningSchedule.afterFailure(failures, FIRST, now, null) instanceof DunningStep.RetryAt(Instant at)) {
                assertThat(at).isAfter(now);
                now = at.plusSeconds(random.nextLong(500_000));
                failures++;
            }
            assertThat(failures).isBetween(2, 5);
        });
    }

    private static List<Long> daysOfAttempts(@Nullable String declineCode) {
        List<Long> days = new ArrayList<>(List.of(0L));
        Instant now = FIRST;
        while (DunningSchedule.afterFailure(days.size(), FIRST, now, declineCode) instanceof DunningStep.RetryAt(Instant at)) {
            days.add(Duration.between(FIRST, at).toDays());
            now = at;
        }
        return days;
    }
}
