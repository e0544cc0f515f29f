package dev.perennial.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.perennial.dev.stack.StackFile;
import dev.perennial.e2e.stack.LocalStackForTests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Twenty changes of a subscription at once, and a worker that is killed while the first of them is on its way to the receiver. */
@ExtendWith(LocalStackForTests.Given.class)
class DeliveryTest {
    private static final int CHANGES = 20;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Lets the first call wait until it is told to go on; what it has got counts as received then, though nobody hears the answer. */
    private static final class Gate implements AutoCloseable {
        final List<String> received = new CopyOnWriteArrayList<>();
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch opened = new CountDownLatch(1);
        private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

        Gate() throws IOException {
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                received.add(exchange.getRequestHeaders().getFirst("webhook-id"));
                reached.countDown();
                try {
                    opened.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
        }

        String url() { return "http://127.0.0.1:" + server.getAddress().getPort() + "/"; }

        @Override
        public void close() {
            opened.countDown();
            server.stop(0);
        }
    }

    @Test
    void losesAndReordersNothingWhenTheWorkerIsKilled(LocalStackForTests stack) throws Exception {
        Shop shop = new Shop(stack.read());
        Books books = new Books(stack.read());
        String subscription = subscription(shop, books);
        try (Gate receiver = new Gate()) {
            String endpoint = shop.merchant("POST", "/v1/webhooks/endpoints",
                    Map.of("url", receiver.url(), "format", "raw", "events", List.of("subscription.updated"))).text("id");
            changeAtOnce(shop, subscription);
            assertThat(receiver.reached.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

            long killed = kill(stack, "worker");
            receiver.opened.countDown();

            String events = "select id from webhook_event where endpoint_id = '" + endpoint + "'";
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).ignoreExceptions()
                    .until(() -> books.count(events + " and state = 'delivered'") == CHANGES);
            assertThat(stack.read().processes().get("worker").pid()).isNotEqualTo(killed);
            List<String> inOrder = books.list(events + " order by sequence");
            assertThat(new LinkedHashSet<>(receiver.received)).as("each event, in the order of the changes").containsExactlyElementsOf(inOrder);
            assertThat(receiver.received).as("the one under way was sent again").startsWith(inOrder.getFirst(), inOrder.getFirst());
            assertThat(books.list("select payload from webhook_event where endpoint_id = '" + endpoint + "'").stream().distinct()).hasSize(CHANGES);
            shop.merchant("DELETE", "/v1/webhooks/endpoints/" + endpoint, null);
        }
    }

    private static String subscription(Shop shop, Books books) throws Exception {
        String product = shop.merchant("POST", "/v1/products/", Map.of("name", "Order " + UUID.randomUUID(), "recurring_interval", "month", "prices",
                List.of(Map.of("amount_type", "fixed", "price_amount", 1000, "price_currency", "usd")))).text("id");
        var session = shop.merchant("POST", "/v1/checkouts/",
                Map.of("products", List.of(product), "customer_email", "order-" + UUID.randomUUID() + "@example.com"));
        shop.buy(session.text("client_secret"), Instant.now().plus(LIMIT));
        return books.list("select id from subscription where checkout_id = '" + session.text("id") + "'").getFirst();
    }

    private static void changeAtOnce(Shop shop, String subscription) throws Exception {
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Shop.Answer>> changes = new ArrayList<>();
            for (int change = 0; change < CHANGES; change++) {
                var body = Map.of("metadata", Map.of("change", change));
                changes.add(people.submit(() -> shop.call("PATCH", "/v1/subscriptions/" + subscription, body, true)));
            }
            for (Future<Shop.Answer> change : changes) {
                // On a busy machine a change may still be under way when it is answered; it is made all the same.
                assertThat(change.get().status()).isIn(200, 409);
            }
        }
    }

    private static long kill(LocalStackForTests stack, String name) throws IOException {
        StackFile.RunningProcess process = stack.read().processes().get(name);
        assertThat(ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly()).isTrue();
        return process.pid();
    }
}
