package dev.perennial.dev.demo;

import static dev.perennial.dev.demo.Shop.id;
import static dev.perennial.dev.demo.StoryFailed.unless;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The story itself: three buyers, fifteen months, one card that runs dry. Every step says what must have come of it. */
final class Story {
    /** The last day of a month, so that the renewals show how month ends are kept. */
    private static final Instant START = Instant.parse("2026-01-31T09:00:00Z");
    private static final Instant AFTER_13_MONTHS = Instant.parse("2027-03-01T00:00:00Z");
    private static final Instant CARD_IS_EMPTY = Instant.parse("2027-03-31T12:00:00Z");
    private static final Instant RETRIED_ONCE = Instant.parse("2027-04-03T12:00:00Z");
    private static final Instant LAST_PERIOD_IS_OVER = Instant.parse("2027-05-01T00:00:00Z");
    private static final long MONTHLY = 2_000;
    private static final long YEARLY = 20_000;
    private static final long ONCE = 4_900;
    private static final int RENEWALS = 13;
    private static final List<String> EVENTS = List.of("subscription.created", "subscription.active", "subscription.updated", "subscription.cycled",
            "subscription.past_due", "subscription.canceled", "subscription.uncanceled", "subscription.revoked", "order.created", "order.paid");
    private static final Duration DELIVERED_WITHIN = Duration.ofSeconds(30);

    private final Shop shop;
    private final TestBank bank;
    private final Receiver receiver;
    private final Timeline timeline;
    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    Story(Shop shop, TestBank bank, Receiver receiver, Timeline timeline) {
        this.shop = shop;
        this.bank = bank;
        this.receiver = receiver;
        this.timeline = timeline;
    }

    /** What the audit needs to know. */
    record Sold(List<UUID> customers, long paidOrders) {}

    Sold play() throws Exception {
        timeline.chapter("The shop opens");
        JsonNode endpoint = shop.endpoint(receiver.url(), EVENTS);
        try {
            receiver.verifyWith(endpoint.path("secret").asText());
            return sell();
        } finally {
            shop.deleteEndpoint(endpoint);
        }
    }

    private Sold sell() throws Exception {
        JsonNode monthly = product("Pro, monthly", "month", MONTHLY);
        JsonNode yearly = product("Pro, yearly", "year", YEARLY);
        JsonNode book = product("The handbook", null, ONCE);
        JsonNode clock = shop.testClock("Demo " + run, START);
        JsonNode ada = customer("Ada");
        JsonNode boris = customer("Boris");
        JsonNode chen = customer("Chen");
        shop.putOnClock(clock, ada);
        shop.putOnClock(clock, boris);
        timeline.note("Ada and Boris live on a test clock, Chen in real time");

        timeline.chapter("Three sales");
        String adaAtBank = buy("Ada", ada, monthly, "pm_card_visa");
        buy("Boris", boris, yearly, "pm_card_mastercard");
        buyWithAuthentication(chen, book);

        thirteenMonths(clock, ada, boris);
        cardRunsDry(clock, ada, adaAtBank);
        newCard(ada);
        partings(clock, ada, boris);
        long charges = bank.charges(adaAtBank);
        unless(charges == RENEWALS + 2, "Ada's cards were charged " + charges + " times for " + (RENEWALS + 2) + " periods");
        webhooks(id(shop.subscription(ada)), id(shop.subscription(boris)));
        return new Sold(Stream.of(ada, boris, chen).map(customer -> UUID.fromString(id(customer))).toList(), RENEWALS + 2 + 2 + 1);
    }

    private JsonNode product(String name, @Nullable String interval, long amount) throws IOException, InterruptedException {
        JsonNode product = shop.product(name, interval, amount);
        timeline.note(String.format("%-14s %10s  %s", name, Timeline.amount(amount, "usd"), interval == null ? "once" : "every " + interval));
        return product;
    }

    private JsonNode customer(String name) throws IOException, InterruptedException {
        return shop.customer(name, name.toLowerCase(Locale.ROOT) + "+" + run + "@example.com");
    }

    /** Returns how the processor calls the customer. */
    private String buy(String name, JsonNode customer, JsonNode product, String card) throws Exception {
        JsonNode checkout = shop.checkout(product, customer);
        shop.confirm(checkout, bank.tokenFor(card));
        shop.succeeded(checkout);
        timeline.at(checkout.path("created_at").asText(), name + " pays for " + product.path("name").asText() + " with " + card);
        tellOrders(name, customer, 0);
        unless(shop.subscription(customer).path("status").asText().equals("active"), name + "'s subscription is not active");
        return bank.buyerOf(id(checkout));
    }

    private void buyWithAuthentication(JsonNode customer, JsonNode product) throws Exception {
        JsonNode checkout = shop.checkout(product, customer);
        JsonNode metadata = shop.confirm(checkout, bank.tokenFor("pm_card_threeDSecure2Required")).path("payment_processor_metadata");
        unless(metadata.path("intent_status").asText().equals("requires_action"), "the bank should want to see Chen, but: " + metadata);
        timeline.at(checkout.path("created_at").asText(), "Chen's bank wants to be sure, and Chen approves the payment on its page (3-D Secure)");
        bank.approve(metadata.path("intent_client_secret").asText());
        shop.succeeded(checkout);
        tellOrders("Chen", customer, 0);
        List<JsonNode> orders = shop.orders(customer);
        unless(orders.size() == 1 && orders.getFirst().path("total_amount").asLong() == ONCE, "Chen should have one order of " + ONCE);
    }

    private void thirteenMonths(JsonNode clock, JsonNode ada, JsonNode boris) throws Exception {
        timeline.chapter("Thirteen months pass on the test clock");
        shop.advance(clock, AFTER_13_MONTHS);
        tellOrders("Ada", ada, 1);
        tellOrders("Boris", boris, 1);
        allPaid("Ada", ada, RENEWALS + 1, MONTHLY);
        allPaid("Boris", boris, 2, YEARLY);
        List<String> billed = shop.orders(ada).stream().map(order -> Timeline.date(order.path("created_at").asText()).toString()).toList();
        unless(billed.subList(0, 4).equals(List.of("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")), "month ends are not kept: " + billed);
    }

    private void cardRunsDry(JsonNode clock, JsonNode ada, String adaAtBank) throws Exception {
        timeline.chapter("Ada's card runs dry");
        bank.empty(adaAtBank);
        shop.advance(clock, CARD_IS_EMPTY);
        tellOrders("Ada", ada, RENEWALS + 1);
        shop.subscriptionWhen(ada, "past_due");
        timeline.at(CARD_IS_EMPTY.toString(), "the charge is declined, the subscription is past due");
        shop.advance(clock, RETRIED_ONCE);
        JsonNode owed = shop.orders(ada).getLast();
        long tries = shop.payments(owed).size();
        unless(owed.path("status").asText().equals("pending") && tries == 2, "two tries should have failed; there were " + tries + " for " + owed);
        shop.subscriptionWhen(ada, "past_due");
        timeline.at(RETRIED_ONCE.toString(), "two days after it the charge was tried again, and declined again");
    }

    private void newCard(JsonNode ada) throws Exception {
        JsonNode saved = shop.saveCard(ada, bank.tokenFor("pm_card_visa_debit"));
        unless(saved.path("status").asText().equals("succeeded"), "the new card was not saved: " + saved);
        shop.subscriptionWhen(ada, "active");
        timeline.at(RETRIED_ONCE.toString(), "Ada saves a new card in the portal; it is charged at once and the subscription is active again");
        allPaid("Ada", ada, RENEWALS + 2, MONTHLY);
        tellOrders("Ada", ada, RENEWALS + 1);
    }

    private void partings(JsonNode clock, JsonNode ada, JsonNode boris) throws Exception {
        timeline.chapter("Two partings");
        JsonNode leaving = shop.cancelAtPeriodEnd(shop.subscription(ada), "too_expensive");
        unless(leaving.path("status").asText().equals("active"), "a cancellation at period end must not end the subscription now");
        timeline.at(RETRIED_ONCE.toString(), "Ada cancels, with effect from " + Timeline.date(leaving.path("ends_at").asText()));
        shop.advance(clock, LAST_PERIOD_IS_OVER);
        JsonNode ended = shop.subscriptionWhen(ada, "canceled");
        unless(ended.path("ended_at").equals(leaving.path("ends_at")), "the subscription ended at " + ended.path("ended_at"));
        timeline.at(ended.path("ended_at").asText(), "Ada's subscription ends; there is no further order");
        allPaid("Ada", ada, RENEWALS + 2, MONTHLY);
        JsonNode revoked = shop.revoke(shop.subscription(boris));
        unless(revoked.path("status").asText().equals("canceled"), "Boris's subscription is " + revoked.path("status"));
        timeline.at(revoked.path("ended_at").asText(), "the merchant revokes Boris's subscription");
        unless(shop.stateOf(ada).path("active_subscriptions").isEmpty() && shop.stateOf(boris).path("active_subscriptions").isEmpty(),
                "somebody still has an active subscription");
    }

    private void allPaid(String name, JsonNode customer, int count, long amount) throws IOException, InterruptedException {
        List<JsonNode> orders = shop.orders(customer);
        unless(orders.size() == count, name + " should have " + count + " orders, not " + orders.size());
        for (JsonNode order : orders) {
            unless(order.path("status").asText().equals("paid") && order.path("total_amount").asLong() == amount,
                    "not paid as it should be: " + order);
        }
    }

    private void tellOrders(String name, JsonNode customer, int from) throws IOException, InterruptedException {
        List<JsonNode> orders = shop.orders(customer);
        orders.subList(Math.min(from, orders.size()), orders.size()).forEach(order -> timeline.order(name, order));
    }

    /** Every event was delivered, signed, and in order for each subscription. */
    private void webhooks(String monthly, String yearly) throws Exception {
        timeline.chapter("The merchant's webhooks");
        Stream<String> cycles = IntStream.rangeClosed(0, RENEWALS).mapToObj(_ -> "subscription.cycled");
        List<String> expected = Stream.of(Stream.of("subscription.created", "subscription.active"), cycles, Stream.of("subscription.past_due",
                "subscription.active", "subscription.canceled", "subscription.canceled", "subscription.revoked")).flatMap(part -> part).toList();
        Waiting.until("the delivery of the last webhooks", DELIVERED_WITHIN,
                () -> (eventsOf(monthly).contains("subscription.revoked") && eventsOf(yearly).contains("subscription.revoked"))
                        ? Boolean.TRUE
                        : null);
        unless(eventsOf(monthly).equals(expected), "the events of Ada's subscription should be " + expected + " but are " + eventsOf(monthly));
        timeline.note(receiver.events().size() + " received, each with a valid signature; of Ada's subscription, in this order:");
        timeline.note(String.join(", ", eventsOf(monthly)).replace("subscription.", ""));
        unless(receiver.refused() == 0, receiver.refused() + " webhooks had a wrong signature");
    }

    /** The events of one subscription in the order of their arrival, without the general ones between them. */
    private List<String> eventsOf(String subscription) {
        return receiver.events().stream().filter(event -> event.isAbout(subscription) && !event.type().equals("subscription.updated"))
                .map(Receiver.Event::type).toList();
    }
}
