package dev.perennial.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final Duration QUICK = Duration.ofMillis(20);
    private static final Duration SLOW = Duration.ofSeconds(9);
    final Lanes lanes = new Lanes();
    final UUID endpoint = UUID.randomUUID();

    private int enterAll() {
        int entered = 0;
        while (lanes.enter(endpoint)) {
            entered++;
        }
        return entered;
    }

    private void leaveAll(int count, Duration took) {
        for (int i = 0; i < count; i++) {
            lanes.leave(endpoint, took);
        }
    }

    @Test
    void hasSixteenPlacesPerEndpoint() {
        assertThat(enterAll()).isEqualTo(16);
        assertThat(lanes.full()).containsExactly(endpoint);
        assertThat(lanes.enter(UUID.randomUUID())).as("another endpoint").isTrue();
    }

    @Test
    void aSlowReceiverIsLeftWithOnePlace() {
        leaveAll(enterAll(), SLOW);
        assertThat(enterAll()).isEqualTo(1);
    }

    @Test
    void aQuickAnswerOpensTheLaneAgain() {
        leaveAll(enterAll(), SLOW);
        for (int width = 1; width <= 16; width *= 2) {
            int entered = enterAll();
            assertThat(entered).isGreaterThanOrEqualTo(width);
            leaveAll(entered, QUICK);
        }
        assertThat(enterAll()).isEqualTo(16);
    }

    @Test
    void aPlaceGivenBackCanBeTakenAgain() {
        enterAll();
        lanes.leave(endpoint, QUICK);
        assertThat(lanes.full()).isEmpty();
        assertThat(lanes.enter(endpoint)).isTrue();
        assertThat(lanes.full()).containsExactly(endpoint);
    }
}
