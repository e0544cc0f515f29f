package dev.perennial.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.dev.stack.StackFile;
import dev.perennial.e2e.stack.LocalStackForTests;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two workers and two APIs, and the leading worker stands still without a word: sales stay exact, and their webhooks leave all the same (LIV-3, LIV-4). */
@ExtendWith(LocalStackForTests.Given.class)
class FrozenLeaderTest {
    private static final int SALES = 8;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Test
    void isFollowedByTheOtherWorkerAndDoesNothingTwiceWhenItWakesUp(LocalStackForTests stack) throws Exception {
        assumeTrue(Twin.canBeMade());
        Instant deadline = Instant.now().plus(LIMIT);
        StackFile file = stack.read();
        Shop shop = new Shop(file);
        Books books = new Books(file);
        long leader = file.processes().get("worker").pid();
        try (Receiver receiver = new Receiver(); Twin worker = Twin.of(file, "worker"); Twin api = Twin.of(file, "api")) {
            worker.awaitHealth(worker.url("PERENNIAL_WORKER_PORT").resolve("/health"));
            api.awaitHealth(api.url("PERENNIAL_API_PORT").resolve("/healthz"));
            Shop otherShop = new Shop(at(file, api.url("PERENNIAL_API_PORT").toString()));
            String endpoint = shop.merchant("POST", "/v1/webhooks/endpoints",
                    Map.of("url", receiver.url(), "format", "raw", "events", List.of("order.paid"))).text("id");
            String product = shop.merchant("POST", "/v1/products/", Map.of("name", "Frozen " + UUID.randomUUID(), "recurring_interval", "month",
                    "prices", List.of(Map.of("amount_type", "fixed", "price_amount", 1000, "price_currency", "usd")))).text("id");
            long epoch = epoch(books);
            String arrived = "select id from webhook_event where state = 'delivered' and endpoint_id = '" + endpoint + "'";

            signal("STOP", leader);
            try {
                together(SALES, sale -> buy(sale % 2 == 0 ? shop : otherShop, product, deadline));
                await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> books.count(arrived) == SALES);
            } finally {
                signal("CONT", leader);
            }
            assertThat(epoch(books)).as("another term of office").isEqualTo(epoch + 1);
            assertThat(books.list("select e.id from webhook_event e join webhook_delivery d on d.event_id = e.id where e.endpoint_id = '" + endpoint
                    + "' and d.created_at > e.created_at + interval '10 seconds'")).as("webhooks that took longer than 10 s").isEmpty();

            // The former leader is awake: its worker takes part again, and what it believed to be its own is not.
            together(SALES, sale -> buy(sale % 2 == 0 ? shop : otherShop, product, deadline));
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> books.count(arrived) == 2 * SALES);
            assertThat(receiver.calls()).as("each once").hasSize(2 * SALES).doesNotHaveDuplicates();
            assertThat(epoch(books)).isEqualTo(epoch + 1);
            everySaleIsExact(shop, books, product);
            shop.merchant("DELETE", "/v1/webhooks/endpoints/" + endpoint, null);
        }
    }

    private static StackFile at(StackFile file, String api) {
        return new StackFile(api, file.temporalAddress(), file.temporalUi(), file.stripeSandbox(), file.inbox(), file.databaseUrl(),
                file.organizationId(), file.organizationSlug(), file.organizationToken(), file.userToken(), file.processes());
    }

    private static long epoch(Books books) throws Exception { return Long.parseLong(books.list("select epoch from relay_lease").getFirst()); }

    private static void signal(String name, long process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process)).inheritIO().start().waitFor()).isZero();
    }

    private static String buy(Shop shop, String product, Instant deadline) throws Exception {
        var session = shop.merchant("POST", "/v1/checkouts/",
                Map.of("products", List.of(product), "customer_email", "frozen-" + UUID.randomUUID() + "@example.com"));
        shop.buy(session.text("client_secret"), deadline);
        return session.text("id");
    }

    private static void everySaleIsExact(Shop shop, Books books, String product) throws Exception {
        List<String> payers = books.list("select c.processor_customer_id from customer c join orders o on o.customer_id = c.id where o.product_id = '"
                + product + "' and o.status = 'paid'");
        assertThat(payers).as("paid orders").hasSize(2 * SALES).doesNotHaveDuplicates();
        for (String payer : payers) {
            List<String> states = new ArrayList<>();
            for (JsonNode charge : shop.sandbox("GET", "/sandbox/charges?customer=" + payer, "application/json", "").path("charges")) {
                states.add(charge.path("status").asText());
            }
            assertThat(states).as("charges of " + payer).containsExactly("succeeded");
        }
        assertThat(books.list("select journal_id from posting group by journal_id, currency having sum(amount) <> 0")).as("journals out of balance")
                .isEmpty();
    }

    private interface Sale {
        String of(int number) throws Exception;
    }

    private static void together(int times, Sale sale) throws Exception {
        try (var people = Executors.newFixedThreadPool(times)) {
            List<Callable<String>> sales = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                sales.add(() -> sale.of(number));
            }
            for (Future<String> done : people.invokeAll(sales)) {
                done.get();
            }
        }
    }
}
