package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.command.CommandBusy;
import dev.perennial.api.command.ServiceUnavailable;
import dev.perennial.api.contract.Contract;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation's happy path, its answer held against the contract. */
@NullUnmarked // JUnit sets the shop before any test.
class OperationsTest {
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

    @BeforeEach
    void obey() {
        shop.bus().answer(_ -> Outcome.APPLIED);
        shop.bus().take();
    }

    private static JsonNode checked(String schema, JsonNode json) {
        contract.check(schema, json);
        return json;
    }

    private static String id(JsonNode json) {
        return json.get("id").asText();
    }

    private static JsonNode onlyItem(String schema, Shop.Answer list) {
        JsonNode json = list.json(200);
        assertThat(json.get("items")).as(json.toString()).hasSize(1);
        assertThat(json.at("/pagination/total_count").asInt()).isEqualTo(1);
        assertThat(json.at("/pagination/max_page").asInt()).isEqualTo(1);
        return checked(schema, json.at("/items/0"));
    }

    @Test
    void productsAreCreatedChangedAndArchived() {
        JsonNode made = checked("Product", shop.post(shop.token, "/v1/products/", """
                {"name": " Pro ", "recurring_interval": "month", "description": "", "metadata": {"tier": 2}, "trial_interval": null, "medias": [],
                 "prices": [{"amount_type": "fixed", "price_amount": 2000}, {"amount_type": "fixed", "price_amount": 1800, "price_currency": "eur"}]}
                """).json(201));
        assertThat(made.get("name").asText()).isEqualTo("Pro");
        assertThat(made.get("description").isNull()).isTrue();
        assertThat(made.get("recurring_interval_count").asInt()).isEqualTo(1);
        String path = "/v1/products/" + id(made);
        checked("Product", shop.get(shop.token, path).json(200));
        JsonNode repriced = checked("Product", shop.patch(shop.token, path, """
                {"prices": [{"id": "%s"}, {"amount_type": "fixed", "price_amount": 2500}], "description": "New", "recurring_interval": "month"}
                """.formatted(made.at("/prices/1/id").asText())).json(200));
        assertThat(repriced.at("/prices/0/id")).isEqualTo(made.at("/prices/1/id"));
        assertThat(repriced.at("/prices/1/price_amount").asInt()).isEqualTo(2_500);
        assertThat(repriced.get("prices")).hasSize(2);
        assertThat(repriced.get("modified_at").isNull()).isFalse();
        JsonNode archived = shop.patch(shop.token, path, "{\"is_archived\": true, \"metadata\": {}}").json(200);
        assertThat(archived.get("is_archived").asBoolean()).isTrue();
        assertThat(archived.get("metadata")).isEmpty();
        assertThat(archived.get("description").asText()).isEqualTo("New");
        assertThat(shop.post(shop.token, "/v1/checkouts/", "{\"products\": [\"" + id(made) + "\"]}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"products\",0]");
        onlyItem("Product",
                shop.get(shop.token, "/v1/products/?metadata%5Btier%5D=2&id=" + id(shop.patch(shop.token, path, "{\"metadata\": {\"tier\": 2}}")
                        .json(200))));
    }

    @Test
    void customersAreKnownByTheMerchantsIdToo() {
        JsonNode made = checked("Customer", shop.post(shop.token, "/v1/customers/", """
                {"email": "Ada@Example.com", "external_id": "u_1", "name": "Ada", "locale": "en-us", "metadata": {"vip": true},
                 "billing_address": {"country": "us", "state": "NY", "line1": " 1 Main St ", "city": "New York", "postal_code": "10001"}}
                """).json(201));
        assertThat(made.at("/billing_address/state").asText()).isEqualTo("US-NY");
        assertThat(made.get("locale").asText()).isEqualTo("en-US");
        assertThat(shop.get(shop.token, "/v1/customers/external/u_1").json(200)).isEqualTo(made);
        JsonNode renamed = checked("Customer",
                shop.patch(shop.token, "/v1/customers/external/u_1", "{\"name\": null, \"email\": \"ada@example.com\"}")
                        .json(200));
        assertThat(renamed.get("name").isNull()).isTrue();
        assertThat(renamed.get("email")).isEqualTo(made.get("email"));
        assertThat(shop.patch(shop.token, "/v1/customers/" + id(made), "{\"external_id\": \"u_2\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"external_id\"]");
        Sold sold = Sold.in(shop, shop.product("Basic", 1_000, "month"), made);
        JsonNode state = checked("CustomerState", shop.get(shop.token, "/v1/customers/external/u_1/state").json(200));
        assertThat(state.get("active_subscriptions")).as("what is past due is not active").isEmpty();
        shop.inTransaction(() -> shop.bean(Subscriptions.class).update(sold.subscription().recovered(Instant.parse("2026-03-02T00:00:00Z"))));
        assertThat(checked("CustomerState", shop.get(shop.token, "/v1/customers/" + id(made) + "/state").json(200)).get("active_subscriptions"))
                .hasSize(1);
        onlyItem("Customer", shop.get(shop.token, "/v1/customers/?query=ADA&active=true&metadata%5Bvip%5D=true"));
        assertThat(shop.get(shop.token, "/v1/customers/" + id(made) + "/payment-methods").json(200).get("items")).isEmpty();
    }

    @Test
    void aSessionOpensThePortal() {
        JsonNode customer = shop.customer("portal+1@example.com");
        JsonNode session = checked("CustomerSession", shop.post(shop.token, "/v1/customer-sessions/", """
                {"customer_id": "%s", "return_url": "https://example.com/back"}""".formatted(id(customer))).json(201));
        String token = session.get("token").asText();
        assertThat(session.get("customer_portal_url").asText())
                .isEqualTo("https://pay.example.com/acme/portal?customer_session_token=" + token + "&email=portal%2B1%40example.com");
        checked("CustomerPortalCustomer", shop.get(token, "/v1/customer-portal/customers/me").json(200));
        assertThat(shop.get(token, "/v1/customers/" + id(customer)).refusal()).isEqualTo("401 Unauthorized");

        String methods = "/v1/customer-portal/customers/me/payment-methods";
        String card = "{\"confirmation_token_id\": \"%s\", \"set_default\": false, \"return_url\": \"https://example.com\"}";
        JsonNode added = shop.post(token, methods, card.formatted("ctoken_good")).json(201);
        checked("CustomerPaymentMethodCreateSucceededResponse", added);
        JsonNode asking = shop.post(token, methods, card.formatted(FakeCards.ASKING)).json(201);
        checked("CustomerPaymentMethodCreateRequiresActionResponse", asking);
        assertThat(shop.post(token, methods, card.formatted(FakeCards.DECLINED)).refusal()).isEqualTo("400 PaymentMethodSetupFailed");
        checked("CustomerPaymentMethodCreateSucceededResponse",
                shop.post(token, methods + "/confirm", "{\"setup_intent_id\": \"seti_1\", \"set_default\": true}").json(201));
        JsonNode listed = shop.get(token, methods).json(200);
        assertThat(listed.get("items")).hasSize(2);
        checked("PaymentMethodCard", listed.at("/items/0"));
    }

    @Test
    void theCustomerPaysWhatIsOwed() {
        JsonNode customer = shop.customer("owing@example.com");
        Sold sold = Sold.in(shop, shop.product("Plus", 1_500, "month"), customer);
        String token = shop.post(shop.token, "/v1/customer-sessions/", "{\"customer_id\": \"" + id(customer) + "\"}").json(201).get("token").asText();
        String order = "/v1/customer-portal/orders/" + sold.order().id();
        checked("CustomerOrder", shop.get(token, order).json(200));
        onlyItem("CustomerOrder", shop.get(token, "/v1/customer-portal/orders/?product_billing_type=recurring&query=PLUS"));
        checked("CustomerSubscription", shop.get(token, "/v1/customer-portal/subscriptions/" + sold.subscription().id()).json(200));
        onlyItem("CustomerSubscription", shop.get(token, "/v1/customer-portal/subscriptions/?sorting=-organization"));
        JsonNode status = checked("CustomerOrderPaymentStatus", shop.get(token, order + "/payment-status").json(200));
        assertThat(status.get("status").asText()).isEqualTo("failed");
        assertThat(status.get("error").asText()).isEqualTo("Your card was declined.");

        shop.bus().answer(command -> {
            shop.inTransaction(() -> shop.bean(PaymentAttempts.class).insert(PaymentAttempt
                    .ofOrder(sold.order(), PaymentAttempt.Trigger.RETRY_CUSTOMER, null, command.id(), command.createdAt().at(), command.createdAt())
                    .with(PaymentAttempt.State.REQUIRES_ACTION, "pi_3ds", "pi_3ds_secret", null)));
            return Outcome.APPLIED;
        });
        JsonNode paid = checked("CustomerOrderPaymentConfirmation",
                shop.post(token, order + "/confirm-payment", "{\"confirmation_token_id\": \"ctoken_1\"}").json(200));
        assertThat(paid.get("status").asText()).isEqualTo("requires_action");
        assertThat(paid.get("client_secret").asText()).isEqualTo("pi_3ds_secret");
        Command command = shop.bus().take().getFirst();
        assertThat(command.kind()).isEqualTo("retry_payment");
        assertThat(command.aggregate()).isEqualTo("order");
        assertThat(command.caller()).startsWith("member:");
        assertThat(command.body()).isEqualTo(Map.of("confirmation_token_id", "ctoken_1"));
        assertThat(shop.post(token, order + "/confirm-payment", "{}").refusal())
                .isEqualTo("422 RequestValidationError value_error [\"body\",\"confirmation_token_id\"]");
        shop.bus().answer(_ -> new Outcome.Refused("ManualRetryLimitExceeded", "Enough.", List.of()));
        assertThat(shop.post(token, order + "/confirm-payment", "{\"confirmation_token_id\": \"ctoken_1\"}").refusal())
                .isEqualTo("429 ManualRetryLimitExceeded");
    }

    @Test
    void merchantsSeeSubscriptionsOrdersAndPayments() {
        JsonNode customer = shop.customer("seen@example.com");
        Sold sold = Sold.in(shop, shop.product("Max", 9_900, "month"), customer);
        String mine = "customer_id=" + id(customer);
        checked("Subscription", shop.get(shop.token, "/v1/subscriptions/" + sold.subscription().id()).json(200));
        onlyItem("Subscription",
                shop.get(shop.token, "/v1/subscriptions/?status=past_due&active=true&metadata%5Bplan%5D=pro&sorting=-amount&" + mine));
        JsonNode order = checked("Order", shop.get(shop.token, "/v1/orders/" + sold.order().id()).json(200));
        assertThat(order.at("/subscription/id").asText()).isEqualTo(sold.subscription().id().toString());
        assertThat(order.get("user_id")).isEqualTo(customer.get("id"));
        onlyItem("Order", shop.get(shop.token, "/v1/orders/?status=pending&product_billing_type=recurring&sorting=customer&sorting=-status&" + mine));
        checked("Payment", shop.get(shop.token, "/v1/payments/" + sold.payment().id()).json(200));
        onlyItem("CardPayment", shop.get(shop.token, "/v1/payments/?status=failed&method=card&customer_email=SEEN@example.com"));
        for (String path : List.of("subscriptions/" + sold.subscription().id(), "orders/" + sold.order().id(), "payments/" + sold.payment().id())) {
            assertThat(shop.get(shop.otherToken, "/v1/" + path).refusal()).as(path).isEqualTo("404 ResourceNotFound");
        }
    }

    @Test
    void aSubscriptionIsChangedByItsWorkflow() {
        JsonNode customer = shop.customer("leaving@example.com");
        Sold sold = Sold.in(shop, shop.product("Mini", 500, "month"), customer);
        UUID id = sold.subscription().id();
        String path = "/v1/subscriptions/" + id;
        shop.bus().answer(_ -> {
            shop.inTransaction(() -> {
                Subscription locked = shop.bean(Subscriptions.class).lock(id);
                shop.bean(Subscriptions.class).update(locked.cancelAtPeriodEnd("unused", "Bye", Instant.parse("2026-03-03T00:00:00Z")));
            });
            return Outcome.APPLIED;
        });
        JsonNode canceled = checked("Subscription", shop.patch(shop.token, path, """
                {"cancel_at_period_end": true, "customer_cancellation_reason": "unused", "customer_cancellation_comment": "Bye"}""").json(200));
        assertThat(canceled.get("cancel_at_period_end").asBoolean()).isTrue();
        assertThat(canceled.get("customer_cancellation_reason").asText()).isEqualTo("unused");
        Command command = shop.bus().take().getFirst();
        assertThat(command.kind()).isEqualTo("cancel_at_period_end");
        assertThat(command.caller()).isEqualTo("organization:" + shop.organization);
        assertThat(command.body()).isEqualTo(Map.of("reason", "unused", "comment", "Bye"));

        shop.bus().answer(_ -> Outcome.APPLIED);
        shop.patch(shop.ownerToken, path, "{\"cancel_at_period_end\": false}").json(200);
        shop.patch(shop.token, path, "{\"revoke\": true}").json(200);
        shop.delete(shop.token, path).json(200);
        shop.patch(shop.token, path, "{\"metadata\": {\"plan\": \"free\"}}").json(200);
        assertThat(shop.bus().take()).extracting(Command::kind).containsExactly("uncancel", "revoke", "revoke", "update_metadata");

        shop.bus().answer(_ -> new Outcome.Refused("AlreadyCanceledSubscription", "It has ended.", List.of()));
        assertThat(shop.delete(shop.token, path).refusal()).isEqualTo("403 AlreadyCanceledSubscription");
        shop.bus().answer(_ -> {
            throw new CommandBusy("subscription");
        });
        assertThat(shop.delete(shop.token, path).refusal()).isEqualTo("409 SubscriptionLocked");
        shop.bus().answer(_ -> {
            throw new ServiceUnavailable("gone", new IllegalStateException());
        });
        assertThat(shop.delete(shop.token, path).status()).isEqualTo(503);
        assertThat(shop.delete(shop.otherToken, path).refusal()).isEqualTo("404 ResourceNotFound");
    }

    @Test
    void webhookEndpointsKeepTheirSecretUntilItIsReset() {
        JsonNode made = checked("WebhookEndpoint", shop.post(shop.token, "/v1/webhooks/endpoints", """
                {"url": "https://example.com/hook", "format": "raw", "events": ["order.paid"], "name": "Ours"}""").json(201));
        String path = "/v1/webhooks/endpoints/" + id(made);
        assertThat(shop.get(shop.token, path).json(200)).isEqualTo(made);
        JsonNode changed = checked("WebhookEndpoint", shop.patch(shop.token, path, "{\"events\": [], \"enabled\": false, \"name\": null}").json(200));
        assertThat(changed.get("events")).isEmpty();
        assertThat(changed.get("enabled").asBoolean()).isFalse();
        assertThat(changed.get("name").asText()).isEqualTo("Ours");
        assertThat(changed.get("secret")).isEqualTo(made.get("secret"));
        assertThat(checked("WebhookEndpoint", shop.patch(shop.token, path + "/secret", "").json(200)).get("secret")).isNotEqualTo(made.get("secret"));
        onlyItem("WebhookEndpoint", shop.get(shop.token, "/v1/webhooks/endpoints"));
        assertThat(shop.get(shop.token, "/v1/webhooks/deliveries?http_code_class=5xx&query=abc").json(200).get("items")).isEmpty();
        assertThat(shop.get(shop.otherToken, path).refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(shop.delete(shop.token, path).status()).isEqualTo(204);
        assertThat(shop.get(shop.token, path).refusal()).isEqualTo("404 ResourceNotFound");
    }

    @Test
    void testClocksTakeCustomersWhoHaveBoughtNothing() {
        JsonNode clock = shop.post(shop.token, "/v1/test-clocks/", "{\"name\": \"Leap\", \"frozen_time\": \"2028-02-29T00:00:00Z\"}").json(201);
        assertThat(clock.get("status").asText()).isEqualTo("ready");
        String path = "/v1/test-clocks/" + id(clock);
        JsonNode fresh = shop.customer("fresh@example.com");
        JsonNode buyer = shop.customer("buyer@example.com");
        Sold.in(shop, shop.product("Old", 700, "month"), buyer);
        assertThat(shop.post(shop.token, path + "/customers", "{\"customer_id\": \"" + id(fresh) + "\"}").status()).isBetween(200, 204);
        assertThat(shop.post(shop.token, path + "/customers", "{\"customer_id\": \"" + id(buyer) + "\"}").status()).isEqualTo(409);
        JsonNode checkout = checked("Checkout", shop.post(shop.token, "/v1/checkouts/", """
                {"products": ["%s"], "customer_id": "%s"}""".formatted(id(shop.product("Yearly", 12_000, "year")), id(fresh))).json(201));
        assertThat(checkout.get("created_at").asText()).as("the clock's time").isEqualTo("2028-02-29T00:00:00Z");
        assertThat(checkout.get("expires_at").asText()).isEqualTo("2028-03-01T00:00:00Z");
        checked("CheckoutPublic", shop.get(null, "/v1/checkouts/client/" + checkout.get("client_secret").asText()).json(200));
        shop.bus().take();
        shop.post(shop.token, path + "/advance", "{\"frozen_time\": \"2028-03-29T00:00:00+00:00\"}").json(202);
        assertThat(shop.bus().take().getFirst().body()).isEqualTo(Map.of("frozen_time", "2028-03-29T00:00:00Z"));
        assertThat(shop.post(shop.token, path + "/advance", "{\"frozen_time\": \"2028-01-01T00:00:00Z\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"frozen_time\"]");
        shop.bus().answer(_ -> new Outcome.Refused("TestClockAdvancing", "Wait.", List.of()));
        assertThat(shop.post(shop.token, path + "/advance", "{\"frozen_time\": \"2029-01-01T00:00:00Z\"}").refusal())
                .isEqualTo("409 TestClockAdvancing");
        assertThat(shop.get(shop.token, "/v1/test-clocks/").json(200).at("/items/0/id")).isEqualTo(clock.get("id"));
        shop.bus().answer(_ -> Outcome.APPLIED);
        assertThat(shop.delete(shop.token, path).status()).isEqualTo(204);
    }
}
