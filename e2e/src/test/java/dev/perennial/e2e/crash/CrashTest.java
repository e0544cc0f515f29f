package dev.perennial.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.e2e.stack.LocalStackForTests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fifty buyers buy and are renewed three times while worker, API, Temporal and PostgreSQL are killed in turn and the processor cuts connections, doubles and
 * reorders its events. {@code -Dcrash.buyers=N -Dcrash.rounds=N} makes it longer.
 */
@ExtendWith(LocalStackForTests.Given.class)
class CrashTest {
    private static final int BUYERS = Integer.getInteger("crash.buyers", 50);
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 2);
    private static final int CLOCKS = 5;
    private static final int RENEWALS = 3;
    private static final Instant START = Instant.parse("2026-01-31T00:00:00Z");
    private static final Instant END = Instant.parse("2026-05-01T00:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(6);

    @Test
    void everythingHappensExactlyOnce(LocalStackForTests stack) throws Exception {
        Instant deadline = Instant.now().plus(LIMIT);
        Shop shop = new Shop(stack.read());
        Books books = new Books(stack.read());
        try (Receiver receiver = new Receiver()) {
            shop.merchant("POST", "/v1/webhooks/endpoints", Map.of("url", receiver.url(), "format", "raw", "events",
                    List.of("subscription.created", "subscription.cycled", "order.created", "order.paid", "checkout.updated")));
            String product = shop
                    .merchant("POST", "/v1/products/", Map.of("name", "Crash " + UUID.randomUUID(), "recurring_interval", "month", "prices",
                            List.of(Map.of("amount_type", "fixed", "price_amount", 1000, "price_currency", "usd"))))
                    .text("id");
            List<String> clocks = new ArrayList<>();
            for (int i = 0; i < CLOCKS; i++) {
                clocks.add(shop.merchant("POST", "/v1/test-clocks/", Map.of("name", "crash " + i, "frozen_time", START.toString())).text("id"));
            }
            Map<String, String> sessions = sessions(shop, product, clocks);
            shop.control("POST", "/sandbox/faults",
                    Map.of("point", "after_effect", "kind", "cut", "method", "POST", "path", "/v1/payment_intents", "probability", 0.1, "seed", 7));
            shop.control("POST", "/sandbox/webhooks", Map.of("mode", "duplicate", "times", 10_000, "probability", 0.3));
            List<String> killed;
            try (Killer killer = new Killer(stack, ROUNDS)) {
                together(sessions.values(), session -> shop.buy(session, deadline));
                shop.control("POST", "/sandbox/webhooks", Map.of("mode", "reorder", "times", 10_000, "delay_ms", 500));
                together(clocks, clock -> play(shop, clock, deadline));
                killer.awaitEnd();
                killed = killer.killed();
            }
            shop.sandbox("DELETE", "/sandbox/faults", "application/json", "");
            shop.control("POST", "/sandbox/webhooks", Map.of("mode", "normal"));
            assertThat(killed).contains("worker", "api", "temporal", "postgres");
            settle(shop, books, clocks, deadline);
            everyoneWasChargedOncePerPeriod(shop, books, product, sessions.keySet());
            theBooksAreComplete(books, product);
            assertThat(receiver.received()).containsAll(books.list("select e.id from webhook_event e join webhook_endpoint p on p.id = e.endpoint_id "
                    + "where p.url = '" + receiver.url() + "'"));
            everySubscriptionAnswers(shop, books, product);
        }
    }

    private static Map<String, String> sessions(Shop shop, String product, List<String> clocks) throws Exception {
        Map<String, String> sessions = new HashMap<>();
        for (int i = 0; i < BUYERS; i++) {
            String customer = shop.merchant("POST", "/v1/customers/", Map.of("email", "crash-" + UUID.randomUUID() + "@example.com")).text("id");
            shop.merchant("POST", "/v1/test-clocks/" + clocks.get(i % CLOCKS) + "/customers", Map.of("customer_id", customer));
            sessions.put(customer,
                    shop.merchant("POST", "/v1/checkouts/", Map.of("products", List.of(product), "customer_id", customer)).text("client_secret"));
        }
        return sessions;
    }

    /** Advances a clock to the end, again whenever it had to stop on the way. */
    private static void play(Shop shop, String clock, Instant deadline) throws Exception {
        while (true) {
            JsonNode now = shop.patiently(() -> shop.call("GET", "/v1/test-clocks/" + clock, null, true), deadline).body();
            if (now.path("status").asText().equals("ready") && now.path("frozen_time").asText().equals(END.toString())) {
                return;
            }
            if (now.path("status").asText().matches("ready|failed")) {
                shop.patiently(() -> shop.call("POST", "/v1/test-clocks/" + clock + "/advance", Map.of("frozen_time", END.toString()), true),
                        deadline);
            }
            assertThat(Instant.now()).as("clock " + clock + " is " + now).isBefore(deadline);
            Thread.sleep(500);
        }
    }

    private static void settle(Shop shop, Books books, List<String> clocks, Instant deadline) throws Exception {
        for (String clock : clocks) {
            play(shop, clock, deadline);
        }
        await("every webhook and command is done").atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(1)).ignoreExceptions()
                .until(() -> books.count("select 1 from webhook_event where state in ('queued', 'retrying')") == 0
                        && books.count("select 1 from command where outcome is null") == 0
                        && books.count("select 1 from outbox where relayed_at is null") == 0
                        && books.count("select 1 from orders where status = 'pending'") == 0);
        assertThat(books
                .list("select id from webhook_event where state <> 'delivered' and endpoint_id in (select id from webhook_endpoint where enabled)"))
                .as("events that were not delivered").isEmpty();
        assertThat(books.list("""
                select id from subscription where next_wake_at < now() - interval '60 s' and test_clock_id is null
                union all select id from orders where next_wake_at < now() - interval '60 s' and test_clock_id is null
                union all select id from checkout where next_wake_at < now() - interval '60 s' and test_clock_id is null""")).as("stuck rows")
                .isEmpty();
    }

    private static void everyoneWasChargedOncePerPeriod(Shop shop, Books books, String product, Iterable<String> customers) throws Exception {
        for (String customer : customers) {
            String processorId = books.list("select processor_customer_id from customer where id = '" + customer + "'").getFirst();
            long charged = 0;
            for (JsonNode charge : shop.sandbox("GET", "/sandbox/charges?customer=" + processorId, "application/json", "").path("charges")) {
                charged += charge.path("status").asText().equals("succeeded") ? 1 : 0;
            }
            assertThat(charged).as("charges of customer " + customer).isEqualTo(1 + RENEWALS);
        }
        assertThat(books.list(
                "select customer_id from orders where product_id = '" + product + "' and status = 'paid' group by customer_id having count(*) <> "
                        + (1 + RENEWALS)))
                .as("customers with too many or too few paid orders").isEmpty();
        assertThat(books.count("select 1 from subscription where status = 'active' and product_id = '" + product + "'")).isEqualTo(BUYERS);
    }

    private static void theBooksAreComplete(Books books, String product) throws Exception {
        assertThat(books.list("select o.id from orders o where o.product_id = '" + product + "' and o.status = 'paid' "
                + "and (select count(*) from journal j where j.order_id = o.id) <> 2")).as("orders without their two journals").isEmpty();
        assertThat(books.list("select journal_id from posting group by journal_id, currency having sum(amount) <> 0")).as("journals out of balance")
                .isEmpty();
    }

    /** A lost or blocked workflow could not carry a command out. */
    private static void everySubscriptionAnswers(Shop shop, Books books, String product) throws Exception {
        for (String id : books.list("select id from subscription where product_id = '" + product + "'")) {
            assertThat(shop.call("PATCH", "/v1/subscriptions/" + id, Map.of("metadata", Map.of("crash", "survived")), true).status()).isEqualTo(200);
        }
    }

    private interface Step<T> {
        void on(T each) throws Exception;
    }

    private static <T> void together(Iterable<T> all, Step<T> step) throws Exception {
        try (ExecutorService people = Executors.newFixedThreadPool(10)) {
            List<Future<?>> done = new ArrayList<>();
            all.forEach(each -> done.add(people.submit(() -> {
                step.on(each);
                return null;
            })));
            for (Future<?> future : done) {
                future.get();
            }
        }
    }
}
