package dev.perennial.core.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.time.RealInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** PAY-8. */
class BreakerTest {
    private static final RealInstant NOW = new RealInstant(Instant.parse("2025-01-31T10:00:00Z"));
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);

    private static Breaker opened() { return Breaker.CLOSED.refused(A, NOW).refused(B, NOW).refused(C, NOW); }

    @Test
    void opensAtTheThirdAttemptInARow() {
        assertThat(Breaker.CLOSED.isClean()).isTrue();
        Breaker second = Breaker.CLOSED.refused(A, NOW).refused(B, NOW);
        assertThat(second.isOpen()).isFalse();
        assertThat(second.isClean()).isFalse();
        assertThat(opened().isOpen()).isTrue();
        assertThat(opened().openedAt()).isEqualTo(NOW);
    }

    @Test
    void doesNotCountTheSameAttemptTwice() {
        Breaker one = Breaker.CLOSED;
        for (int i = 0; i < 20; i++) {
            one = one.refused(A, NOW);
        }
        assertThat(one.isOpen()).isFalse();
        assertThat(one.refused(B, NOW).isOpen()).isFalse();
        assertThat(one.refused(B, NOW).refused(A, NOW).isOpen()).isTrue();
    }

    @Test
    void letsOneProbeThroughAfterAPauseThatGrows() {
        Breaker breaker = opened();
        List<Long> pauses = new ArrayList<>();
        RealInstant now = NOW;
        for (int i = 0; i < 9; i++) {
            RealInstant due = breaker.probeAt();
            assertThat(due).isNotNull();
            assertThat(breaker.isProbeDue(due.minus(Duration.ofMillis(1)))).isFalse();
            assertThat(breaker.isProbeDue(due)).isTrue();
            pauses.add(now.until(due).toSeconds());
            now = due;
            Breaker probing = breaker.probing(now);
            assertThat(probing.isProbeDue(now)).as("for anybody else").isFalse();
            breaker = probing.refused(A, now);
        }
        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
        assertThat(breaker.openedAt()).isEqualTo(NOW);
    }

    @Test
    void asksNobodyToProbeWhileItIsClosed() {
        assertThat(Breaker.CLOSED.isProbeDue(NOW)).isFalse();
        assertThat(Breaker.CLOSED.refused(A, NOW).isProbeDue(NOW.plus(Duration.ofSeconds(9_999)))).isFalse();
    }
}
