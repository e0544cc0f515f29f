package dev.perennial.bench.checkout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.bench.measure.Http;
import dev.perennial.bench.measure.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The merchant's and the buyers' side of the public API. */
final class Shop {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Set<String> WAITING = Set.of("open", "confirmed");
    private static final int STILL_UNDER_WAY = 409;

    private final Http merchant;
    private final Http buyer;
    private final String product;

    Shop(Stack stack) {
        merchant = new Http(stack.api(), stack.organizationToken());
        buyer = new Http(stack.api(), "");
        product = merchant
                .postJson("/v1/products/", Map.of("name", "Bench monthly", "recurring_interval", "month", "prices",
                        List.of(Map.of("amount_type", "fixed", "price_amount", 2_000, "price_currency", "usd"))))
                .path("id").asText();
    }

    /**
     * One sale.
     *
     * @param create from asking for a session to having it
     * @param confirm from the buyer's confirmation to its answer
     * @param active from the buyer's confirmation to the session having succeeded, with its subscription
     */
    record Sale(UUID checkoutId, Duration create, Duration confirm, Duration active) {}

    Sale sell(String confirmationToken) {
        long begun = System.nanoTime();
        JsonNode session = merchant.postJson("/v1/checkouts/", Map.of("products", List.of(product)));
        long created = System.nanoTime();
        String path = "/v1/checkouts/client/" + session.path("client_secret").asText();
        String status = confirm(path, confirmationToken);
        long confirmed = System.nanoTime();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!status.equals("succeeded")) {
            if (!WAITING.contains(status) || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("checkout " + session.path("id").asText() + " is " + status);
            }
            pause();
            status = buyer.get(path).path("status").asText();
        }
        long active = System.nanoTime();
        return new Sale(UUID.fromString(session.path("id").asText()), Duration.ofNanos(created - begun), Duration.ofNanos(confirmed - created),
                Duration.ofNanos(active - created));
    }

    private String confirm(String path, String confirmationToken) {
        try {
            return buyer.postJson(path + "/confirm",
                    Map.of("confirmation_token_id", confirmationToken, "customer_name", "A buyer", "customer_email",
                            "buyer-" + UUID.randomUUID() + "@bench.example", "customer_billing_address", Map.of("country", "NL")))
                    .path("status").asText();
        } catch (Http.Refused refused) {
            if (refused.status() == STILL_UNDER_WAY) {
                return "confirmed"; // It took the API longer than it waits, and goes on: the buyer looks again.
            }
            throw refused;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a checkout was confirmed", stopped);
        }
    }
}
