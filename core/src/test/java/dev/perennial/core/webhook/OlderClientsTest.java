package dev.perennial.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WEB-7. That the clients are as told here is tested with the clients themselves. */
class OlderClientsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            order.paid customer.created                              |
            member.created                                           | SDK 0.42 and older do not know member.created
            order.paid subscription.resumed subscription.cycled      | SDK 0.49 and older do not know subscription.resumed, subscription.cycled
            customer_seat.claimed discount.deleted checkout.expired  | SDK 0.49 and older do not know discount.deleted; \
            SDK 0.42 and older do not know checkout.expired; SDK 0.32 and older do not know customer_seat.claimed
            member.created member.created                            | SDK 0.42 and older do not know member.created
            """)
    void tellsWhatTheyDoNotKnow(String events, String notice) {
        List<WebhookEventType> subscribed = Arrays.stream(events.split(" ")).map(name -> WebhookEventType.find(name).orElseThrow()).toList();
        assertThat(OlderClients.notice(subscribed).orElse(null)).isEqualTo(notice);
    }

    @Test
    void fitsIntoAHeader() {
        assertThat(OlderClients.notice(EnumSet.allOf(WebhookEventType.class)).orElseThrow()).hasSizeLessThan(1_000).matches("[ -~]*");
    }
}
