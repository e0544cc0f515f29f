package dev.perennial.core.webhook;

import static dev.perennial.core.webhook.WebhookEventState.DELIVERED;
import static dev.perennial.core.webhook.WebhookEventState.FAILED;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.webhook.EndpointHealth.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** WEB-6: different events count, an event's further attempts don't, and one success starts anew. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # attempts: d delivered, f an event's first failure, r a later failure | failed in a row | as a whole
            d              | 0 | false
            f              | 1 | false
            frrrrrrrrr     | 1 | false
            frfr           | 2 | false
            frff           | 3 | true
            fffff          | 3 | true
            fffrrd         | 0 | false
            ffdf           | 1 | false
            """)
    void countsTheEventsThatFailInARow(String attempts, int failed, boolean failing) {
        int counted = 0;
        for (char attempt : attempts.toCharArray()) {
            counted = EndpointHealth.failedInARow(counted, switch (attempt) {
                case 'd' -> Outcome.DELIVERED;
                case 'f' -> Outcome.FIRST_FAILURE;
                case 'r' -> Outcome.LATER_FAILURE;
                default -> throw new IllegalArgumentException(attempts);
            });
        }
        assertThat(counted).isEqualTo(failed);
        assertThat(EndpointHealth.isFailing(counted)).isEqualTo(failing);
    }
}
