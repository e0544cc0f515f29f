package dev.perennial.core.webhook;

import static dev.perennial.core.webhook.WebhookEventState.DELIVERED;
import static dev.perennial.core.webhook.WebhookEventState.FAILED;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndpointHealthTest {
    private static List<WebhookEventState> failures(int count) {
        return nCopies(count, FAILED);
    }

    @Test
    void tenFailuresInARowAreTooMany() {
        assertThat(EndpointHealth.isBroken(failures(10))).isTrue();
    }

    @Test
    void nineAreNot() {
        assertThat(EndpointHealth.isBroken(failures(9))).isFalse();
        assertThat(EndpointHealth.isBroken(List.of())).isFalse();
    }

    @Test
    void oneSuccessAmongTheTenKeepsTheEndpoint() {
        for (int position = 0; position < 10; position++) {
            var states = Stream.of(failures(position), List.of(DELIVERED), failures(9 - position)).flatMap(List::stream).toList();
            assertThat(EndpointHealth.isBroken(states)).as("success at %d", position).isFalse();
        }
    }
}
