package dev.perennial.core.wire.chat;

import dev.perennial.core.money.Currency;
import dev.perennial.core.wire.BuyerView;
import dev.perennial.core.wire.OrderView;
import dev.perennial.core.wire.SubscriptionView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a chat is told of an event, whatever its layout.
 *
 * @param headline what has happened; for an event without a richer message all there is
 * @param subject who or what it is about, or null for a message of one line
 * @param footnote how to find it, below the rest
 */
record Announcement(String headline, @Nullable Subject subject, List<Field> fields, String footnote) {
    /**
     * @param picture URL of an image
     */
    record Subject(String author, String title, String description, @Nullable String picture) {}

    record Field(String name, String value) {}

    /** A silhouette, for whoever has no address to find a picture by. */
    private static final String NO_PICTURE = "https://www.gravatar.com/avatar/?d=mp";
    private static final Map<String, String> SUBSCRIPTION_NEWS = Map.of("subscription.created", "New Subscription", "subscription.active",
            "Subscription Active", "subscription.canceled", "Subscription Canceled", "subscription.uncanceled", "Subscription Uncanceled",
            "subscription.cycled", "Subscription Renewed", "subscription.revoked", "Subscription Ended", "subscription.past_due",
            "Subscription Past Due", "subscription.paused", "Subscription Paused", "subscription.resumed", "Subscription Resumed");

    /** Of an event with this representation; every event of an order reads the same (spec 01 §17.7). */
    static Announcement of(String type, UUID subjectId, Object payload) {
        return switch (payload) {
            case OrderView order -> order(order);
            case SubscriptionView subscription -> subscription(type, subscription);
            default -> new Announcement(type + ": " + subjectId, null, List.of(), "");
        };
    }

    private static Announcement order(OrderView order) {
        var facts = order.facts();
        return new Announcement("New Order",
                new Subject(nameOf(order.customer()), facts.description(), "Order " + facts.invoiceNumber(), pictureOf(order.customer())),
                List.of(new Field("Total", Currency.of(facts.currency()).format(facts.totalAmount())),
                        new Field("Customer", addressOf(order.customer())),
                        new Field("Reason", words(facts.billingReason())), new Field("Status", words(facts.status()))),
                "Order " + facts.id());
    }

    private static Announcement subscription(String type, SubscriptionView subscription) {
        var facts = subscription.facts();
        String price = Currency.of(facts.currency()).format(facts.amount()) + " / "
                + (facts.recurringIntervalCount() == 1 ? "" : facts.recurringIntervalCount() + " ") + facts.recurringInterval();
        return new Announcement(SUBSCRIPTION_NEWS.getOrDefault(type, "Subscription Updated"),
                new Subject(nameOf(subscription.customer()), subscription.product().facts().name(), price, pictureOf(subscription.customer())),
                List.of(new Field("Status", words(facts.status())), new Field("Customer", addressOf(subscription.customer())),
                        facts.endsAt() == null
                                ? new Field("Current period ends", facts.currentPeriodEnd().toString())
                                : new Field("Ends", facts.endsAt().toString())),
                "Subscription " + facts.id());
    }

    private static String nameOf(BuyerView customer) {
        String name = customer.facts().name();
        return name == null ? addressOf(customer) : name;
    }

    private static String addressOf(BuyerView customer) {
        String email = customer.email();
        return email == null ? "a team" : email;
    }

    private static String pictureOf(BuyerView customer) {
        String picture = customer.facts().avatarUrl();
        return picture == null ? NO_PICTURE : picture;
    }

    private static String words(String wire) { return wire.replace('_', ' '); }
}
