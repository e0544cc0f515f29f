package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.contract.Contract;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.webhook.CustomerStateBursts;
import dev.perennial.core.webhook.WebhookEventType;
import dev.perennial.core.wire.Representations;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.NullUnmarked;

/**
 * The bytes of every event whose domain exists, held against the contract. What the API changes by itself it also tells by itself here; what the workflows'
 * steps tell is made of the same representations (that they tell it, and in which order, is tested beside them).
 */
@NullUnmarked // JUnit sets the shop before any test.
class EventPayloadsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static Contract contract;
    private static Shop shop;

    @BeforeAll
    static void open() {
        contract = Contract.orSkip();
        shop = new Shop();
    }

    @AfterAll
    static void close() {
        if (shop != null) {
            shop.close();
        }
    }

    private static Map<String, String> stored() {
        Map<String, String> events = new LinkedHashMap<>();
        shop.bean(Sql.class).list("select type, payload from webhook_event order by sequence",
                row -> events.put(row.text("type"), row.text("payload")));
        return events;
    }

    private static void tell(UUID subject, Supplier<Object> payload, String... types) {
        List<Fact> facts = Arrays.stream(types).map(type -> new Fact(type, shop.organization, subject, subject, payload)).toList();
        shop.inTransaction(() -> shop.bean(Outbox.class).append(facts, NOW));
    }

    /** {@code order.paid} is {@code WebhookOrderPaidPayload}. */
    private static String schemaOf(String type) {
        return Arrays.stream(type.split("[._]")).map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining("", "Webhook", "Payload"));
    }

    @Test
    void areInstancesOfTheirSchemas() throws IOException {
        shop.post(shop.token, "/v1/webhooks/endpoints",
                Json.mapper().writeValueAsString(Map.of("url", "https://example.com", "format", "raw", "events",
                        Arrays.stream(WebhookEventType.values()).map(WebhookEventType::wire).toList())))
                .json(201);

        JsonNode product = shop.product("Pro", 2_000, "month");
        String productPath = "/v1/products/" + product.get("id").asText();
        shop.patch(shop.token, productPath, "{\"name\": \"Pro 2\"}").json(200);
        JsonNode customer = shop.customer("ada@example.com");
        UUID customerId = UUID.fromString(customer.get("id").asText());
        shop.patch(shop.token, "/v1/customers/" + customerId, "{\"name\": \"Ada\"}").json(200);
        UUID checkoutId = UUID.fromString(shop.post(shop.token, "/v1/checkouts/", """
                {"products": ["%s"], "customer_id": "%s"}""".formatted(product.get("id").asText(), customerId)).json(201).get("id").asText());
        shop.patch(shop.ownerToken, "/v1/organizations/" + shop.organization, "{\"name\": \"Acme Inc\"}").json(200);
        assertThat(stored()).containsKeys("product.created", "product.updated", "customer.created", "customer.updated", "checkout.created",
                "organization.updated");

        String team = "/v1/customers/" + shop.post(shop.token, "/v1/customers/", """
                {"type": "team", "email": "team@example.com", "owner": {"email": "owner@example.com"}}""").json(201).get("id").asText();
        String member = shop.post(shop.token, team + "/members", "{\"email\": \"bob@example.com\"}").json(201).get("id").asText();
        shop.patch(shop.token, "/v1/members/" + member, "{\"name\": \"Bob\"}").json(200);
        assertThat(shop.delete(shop.token, "/v1/members/" + member).status()).isEqualTo(204);
        assertThat(shop.delete(shop.token, team).status()).isEqualTo(204);
        assertThat(stored()).containsKeys("member.created", "member.updated", "member.deleted", "customer.deleted");

        Representations representations = shop.bean(Representations.class);
        Sold sold = Sold.in(shop, product, customer);
        Subscription subscription = sold.subscription();
        Checkout checkout = shop.bean(Checkouts.class).find(checkoutId).orElseThrow();
        tell(checkoutId, () -> representations.checkout(checkout), "checkout.updated");
        tell(checkoutId, () -> representations.checkout(checkout.with(CheckoutStatus.EXPIRED, null, NOW)), "checkout.expired");
        tell(subscription.id(), () -> representations.subscription(subscription), "subscription.past_due", "subscription.updated");
        Subscription active = subscription.recovered(NOW);
        tell(subscription.id(), () -> representations.subscription(active), "subscription.created", "subscription.active", "subscription.cycled",
                "subscription.uncanceled");
        tell(subscription.id(), () -> representations.subscription(active.cancelAtPeriodEnd("too_expensive", "later", NOW)), "subscription.canceled");
        tell(subscription.id(), () -> representations.subscription(active.revoke(null, null, NOW)), "subscription.revoked");
        tell(sold.order().id(), () -> representations.order(sold.order()), "order.created", "order.updated", "order.paid");
        shop.bean(CustomerStateBursts.class).publish(List.of(customerId), NOW);

        Map<String, String> events = stored();
        for (var event : events.entrySet()) {
            JsonNode payload = Json.mapper().readTree(event.getValue());
            contract.check(schemaOf(event.getKey()), payload);
            assertThat(payload.get("type").asText()).isEqualTo(event.getKey());
            assertThat(payload.get("api_version").asText()).isEqualTo("2026-10");
        }
        assertThat(events).containsKeys("product.created", "product.updated", "customer.created", "customer.updated", "customer.deleted",
                "customer.state_changed", "checkout.created", "checkout.updated", "checkout.expired", "subscription.created", "subscription.updated",
                "subscription.active", "subscription.cycled", "subscription.canceled", "subscription.uncanceled", "subscription.revoked",
                "subscription.past_due", "order.created", "order.updated", "order.paid");
    }
}
