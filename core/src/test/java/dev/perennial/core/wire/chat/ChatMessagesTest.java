package dev.perennial.core.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.order.Order;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.webhook.WebhookEndpoint.Format;
import dev.perennial.core.wire.OrderView;
import dev.perennial.core.wire.Representations;
import dev.perennial.core.wire.SubscriptionView;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatMessagesTest {
    @AutoClose
    static final TestDatabase DATABASE = new TestDatabase();
    private final Shop shop = new Shop(DATABASE);
    private final UUID organization = shop.organization().id();
    private final Subscription subscription = shop.subscription(shop.product(organization, 2_000), shop.customer(organization).id(), null);
    private final Order order = shop.order(subscription);

    private SubscriptionView subscriptionView(String change) {
        DATABASE.sql().update("update subscription set " + change + " where id = ?", subscription.id());
        return DATABASE.get(Representations.class)
                .subscription(DATABASE.get(Subscriptions.class).find(subscription.id()).orElseThrow());
    }

    private OrderView orderView() { return DATABASE.get(Representations.class).order(order); }

    private static String message(Format chat, String type, Object payload) {
        return DATABASE.get(Json.class).write(ChatMessages.of(chat, type, new UUID(0, 0), payload).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"order.created", "order.updated", "order.paid"})
    void everyEventOfAnOrderIsANewOrder(String type) {
        assertThat(message(Format.DISCORD, type, orderView())).contains("\"content\":\"New Order\"", "\"color\":25343", "\"USD 20.00\"",
                "\"thumbnail\":{\"url\":\"https://", "\"author\":{\"name\":\"Ada\"}", "\"footer\":{\"text\":\"Order " + order.id());
        assertThat(message(Format.SLACK, type, orderView())).contains("\"text\":\"New Order\"", "\"type\":\"section\"", "\"type\":\"context\"",
                "USD 20.00", "Ada · Order INV-");
    }

    @ParameterizedTest
    @CsvSource({"subscription.created,New Subscription", "subscription.active,Subscription Active", "subscription.canceled,Subscription Canceled",
            "subscription.uncanceled,Subscription Uncanceled", "subscription.cycled,Subscription Renewed", "subscription.revoked,Subscription Ended",
            "subscription.past_due,Subscription Past Due", "subscription.paused,Subscription Paused", "subscription.resumed,Subscription Resumed"})
    void saysWhatHappenedToASubscription(String type, String headline) {
        SubscriptionView active = subscriptionView("modified_at = null");
        assertThat(message(Format.DISCORD, type, active)).contains("\"content\":\"" + headline + "\"", "\"title\":\"Pro\"", "USD 20.00 / month");
        assertThat(message(Format.SLACK, type, active)).contains("\"text\":\"" + headline + "\"", "Pro", "USD 20.00 / month");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            modified_at = null                                                                                                        | false
            status = 'past_due', past_due_at = now()                                                                                  | true
            canceled_at = now(), ends_at = current_period_end, cancel_at_period_end = true                                                                 | true
            """)
    void aChangeOfASubscriptionIsToldWhenItMayBeLost(String change, boolean told) {
        SubscriptionView view = subscriptionView(change);
        assertThat(ChatMessages.of(Format.SLACK, "subscription.updated", subscription.id(), view)).matches(message -> message.isPresent() == told);
        assertThat(ChatMessages.of(Format.DISCORD, "subscription.updated", subscription.id(), view)).matches(message -> message.isPresent() == told);
    }

    @Test
    void otherEventsAreOneLine() {
        assertThat(message(Format.DISCORD, "product.created", Map.of()))
                .contains("\"content\":\"product.created: 00000000-0000-0000-0000-000000000000\"").doesNotContain("embeds");
        assertThat(message(Format.SLACK, "product.created", Map.of()))
                .isEqualTo("{\"text\":\"product.created: 00000000-0000-0000-0000-000000000000\"}");
        assertThatThrownBy(() -> ChatMessages.of(Format.RAW, "product.created", organization, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCustomersWriteIsNeitherMarkupNorAMention() {
        DATABASE.sql().update("update customer set name = ? where id = ?", "<!channel> *@everyone* & " + "x".repeat(300), subscription.customerId());
        String slack = message(Format.SLACK, "order.paid", orderView());
        assertThat(slack).contains("&lt;!channel&gt; *@everyone* &amp; xxx").contains("x… · Order").doesNotContain("x".repeat(251));
        assertThat(message(Format.DISCORD, "order.paid", orderView())).contains("\"allowed_mentions\":{\"parse\":[]}")
                .doesNotContain("x".repeat(251));
    }
}
