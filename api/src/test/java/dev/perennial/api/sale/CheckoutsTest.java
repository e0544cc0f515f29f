package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.contract.Contract;
import dev.perennial.core.checkout.Buyer;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.persistence.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A buyer's session, from the merchant's request to the confirmation. */
@NullUnmarked // JUnit sets the shop before any test.
class CheckoutsTest {
    private static Contract contract;
    private static Shop shop;
    private static String monthly;
    private static String yearly;

    @BeforeAll
    static void open() {
        contract = Contract.orSkip();
        shop = new Shop();
        monthly = shop.product("Monthly", 2_000, "month").get("id").asText();
        yearly = shop.product("Yearly", 20_000, "year").get("id").asText();
    }

    @AfterAll
    static void close() {
        if (shop != null) {
            shop.close();
        }
    }

    @BeforeEach
    void forget() {
        shop.bus().answer(_ -> Outcome.APPLIED);
        shop.bus().take();
    }

    private static JsonNode opened(String more) {
        JsonNode made = shop.post(shop.token, "/v1/checkouts/", "{\"products\": [\"" + monthly + "\", \"" + yearly + "\"]" + more + "}").json(201);
        contract.check("Checkout", made);
        return made;
    }

    private static String client(JsonNode checkout) {
        return "/v1/checkouts/client/" + checkout.get("client_secret").asText();
    }

    /** What the workflow's step does to the rows: finds or makes the customer, confirms the session, begins the payment. */
    private static Outcome confirm(Command command) {
        shop.inTransaction(() -> {
            Checkouts checkouts = shop.bean(Checkouts.class);
            Customers customers = shop.bean(Customers.class);
            Checkout checkout = checkouts.lock(command.aggregateId());
            Instant now = command.createdAt().at();
            String email = Optional.ofNullable(checkout.buyer().email()).orElse("new" + UUID.randomUUID() + "@example.com");
            Customer customer = customers.findByEmail(checkout.organizationId(), email).orElseGet(() -> {
                Customer made = Customer.individual(UUID.randomUUID(), now, checkout.organizationId(), email,
                        customers.nextShortId(now)).edit().processorCustomerId("cus_" + UUID.randomUUID()).done(now);
                customers.insert(made);
                return made;
            });
            Checkout confirmed = checkout.with(new Buyer(customer.id(), null, null, email, null, null, null, false), now)
                    .with(CheckoutStatus.CONFIRMED, now.plus(Checkout.CONFIRMATION_TIMEOUT), now);
            checkouts.update(confirmed);
            shop.bean(PaymentAttempts.class).insert(PaymentAttempt.ofCheckout(confirmed, customer.id(), command.id(), now, command.createdAt())
                    .with(PaymentAttempt.State.REQUIRES_ACTION, "pi_" + UUID.randomUUID(), "pi_secret", null));
        });
        return Outcome.APPLIED;
    }

    @Test
    void aSessionOffersProductsAndKnowsWhatItAsksFor() {
        JsonNode made = opened("""
                , "success_url": "https://example.com/done?id={CHECKOUT_ID}", "metadata": {"cart": "7"}, "customer_metadata": {"from": "ad"},
                "customer_billing_address": {"country": "CA", "state": "QC", "city": "Quebec"}, "amount": 99, "currency": "usd",
                "customer_ip_address": "203.0.113.7", "embed_origin": "https://example.com", "discount_code": null""");
        assertThat(made.get("success_url").asText()).isEqualTo("https://example.com/done?id=" + made.get("id").asText());
        assertThat(made.get("url").asText()).isEqualTo("https://pay.example.com/checkout/" + made.get("client_secret").asText());
        assertThat(made.get("client_secret").asText()).startsWith("polar_c_");
        assertThat(made.get("product_id").asText()).isEqualTo(monthly);
        assertThat(made.get("amount").asInt()).isEqualTo(2_000);
        assertThat(made.get("require_billing_address").asBoolean()).isTrue();
        assertThat(made.at("/customer_billing_address/state").asText()).isEqualTo("CA-QC");
        assertThat(made.at("/billing_address_fields/line1").asText()).isEqualTo("required");
        assertThat(made.get("is_payment_setup_required").asBoolean()).isTrue();
        assertThat(made.at("/payment_processor_metadata/publishable_key").asText()).isEqualTo("pk_test_1");
        assertThat(shop.get(shop.token, "/v1/checkouts/" + made.get("id").asText()).json(200)).isEqualTo(made);

        JsonNode seen = shop.get(null, client(made)).json(200);
        contract.check("CheckoutPublic", seen);
        assertThat(seen.has("metadata")).isFalse();
        assertThat(seen.has("customer_metadata")).isFalse();
        assertThat(seen.at("/organization/slug").asText()).isEqualTo("acme");
        assertThat(shop.get(shop.token, "/v1/checkouts/?status=open&product_id=" + monthly + "&sorting=expires_at").json(200).get("items"))
                .isNotEmpty();
        long facts = shop.bean(Sql.class).one("select count(*) as n from outbox where type = 'checkout.created' and subject_id = ?",
                row -> row.number("n"), UUID.fromString(made.get("id").asText()));
        assertThat(facts).isEqualTo(1);
    }

    @Test
    void aKnownCustomerIsFilledIn() {
        shop.post(shop.token, "/v1/customers/", """
                {"email": "known@example.com", "external_id": "known", "name": "Known", "billing_address": {"country": "FR"}}""").json(201);
        JsonNode made = opened(", \"external_customer_id\": \"known\"");
        assertThat(made.get("customer_email").asText()).isEqualTo("known@example.com");
        assertThat(made.get("customer_name").asText()).isEqualTo("Known");
        assertThat(made.get("require_billing_address").asBoolean()).isFalse();
        assertThat(opened(", \"customer_external_id\": \"stranger\"").get("external_customer_id").asText()).isEqualTo("stranger");
    }

    @Test
    void aBuyersChangeIsACommandWithWhatWasSent() {
        JsonNode made = opened("");
        shop.patch(null, client(made), """
                {"product_id": "%s", "customer_name": null, "customer_email": "buyer@example.com", "customer_billing_address": {"country": "fr"},
                 "is_business_customer": null, "discount_code": null, "unknown": 1}""".formatted(yearly)).json(200);
        Command command = shop.bus().take().getFirst();
        assertThat(command.kind()).isEqualTo("update_checkout");
        assertThat(command.caller()).isEqualTo("buyer");
        assertThat(command.body()).containsOnlyKeys("product_id", "customer_name", "customer_email", "customer_billing_address")
                .containsEntry("product_id", yearly).containsEntry("customer_billing_address", Map.of("country", "FR"));
        assertThat(shop.patch(null, client(made), "{\"discount_code\": \"HALF\"}").refusal())
                .isEqualTo("422 RequestValidationError value_error [\"body\",\"discount_code\"]");
        shop.bus().answer(_ -> new Outcome.Refused("PolarRequestValidationError", "No.",
                List.of(new Outcome.Problem("missing", List.of("customer_billing_address", "country"), "Field required", null))));
        assertThat(shop.post(null, client(made) + "/confirm", "{}").refusal())
                .isEqualTo("422 PolarRequestValidationError missing [\"body\",\"customer_billing_address\",\"country\"]");
        shop.bus().answer(_ -> new Outcome.Refused("NotOpenCheckout", "No.", List.of()));
        assertThat(shop.patch(null, client(made), "{}").refusal()).isEqualTo("403 NotOpenCheckout");
    }

    @Test
    void aMerchantsChangeIsACommandWithWhatWasSent() {
        String path = "/v1/checkouts/" + opened("").get("id").asText();
        contract.check("Checkout", shop.patch(shop.token, path, """
                {"product_id": "%s", "currency": "usd", "allow_discount_codes": false, "success_url": null, "return_url": "https://example.com/back",
                 "metadata": {"a": 1}, "customer_metadata": null, "customer_ip_address": "203.0.113.9", "amount": 5, "discount_id": null,
                 "payment_method_type": "card"}""".formatted(yearly)).json(200));
        Command command = shop.bus().take().getFirst();
        assertThat(command.kind()).isEqualTo("update_checkout");
        assertThat(command.caller()).isNotEqualTo("buyer");
        assertThat(command.body()).containsOnlyKeys("product_id", "currency", "allow_discount_codes", "success_url", "return_url", "metadata",
                "customer_ip_address").containsEntry("currency", "usd").containsEntry("allow_discount_codes", false);
        assertThat(shop.patch(shop.token, path, "{\"metadata\": null}").status()).isEqualTo(422);
        assertThat(shop.patch(shop.token, path, "{\"discount_id\": \"" + UUID.randomUUID() + "\"}").refusal())
                .isEqualTo("422 RequestValidationError value_error [\"body\",\"discount_id\"]");
        assertThat(shop.patch(shop.token, path, "{\"product_price_id\": \"" + UUID.randomUUID() + "\"}").refusal())
                .isEqualTo("422 RequestValidationError value_error [\"body\",\"product_price_id\"]");
        assertThat(shop.patch(shop.otherToken, path, "{}").refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(shop.bus().take()).isEmpty();
        shop.bus().answer(_ -> new Outcome.Refused("NotOpenCheckout", "No.", List.of()));
        assertThat(shop.patch(shop.token, path, "{}").refusal()).isEqualTo("403 NotOpenCheckout");
    }

    @Test
    void earlierClientsOpenASessionByOneProductOrOnePrice() {
        JsonNode byProduct = shop.post(shop.token, "/v1/checkouts/", "{\"product_id\": \"" + yearly + "\"}").json(201);
        assertThat(byProduct.get("product_id").asText()).isEqualTo(yearly);
        JsonNode product = shop.post(shop.token, "/v1/products/", """
                {"name": "Both", "recurring_interval": "month", "prices": [{"amount_type": "fixed", "price_amount": 2000},
                 {"amount_type": "fixed", "price_amount": 1800, "price_currency": "eur"}]}""").json(201);
        String euro = product.at("/prices/1/id").asText();
        JsonNode byPrice = shop.post(shop.token, "/v1/checkouts/", "{\"product_price_id\": \"" + euro + "\"}").json(201);
        assertThat(byPrice.get("amount").asInt()).isEqualTo(1_800);
        assertThat(byPrice.get("currency").asText()).isEqualTo("eur");
        assertThat(byPrice.get("product_price_id").asText()).isEqualTo(euro);
        String refusal = "422 PolarRequestValidationError value_error [\"body\",\"product_price_id\"]";
        assertThat(shop.post(shop.otherToken, "/v1/checkouts/", "{\"product_price_id\": \"" + euro + "\"}").refusal()).isEqualTo(refusal);
        shop.patch(shop.token, "/v1/products/" + product.get("id").asText(), "{\"is_archived\": true}").json(200);
        assertThat(shop.post(shop.token, "/v1/checkouts/", "{\"product_price_id\": \"" + euro + "\"}").refusal()).isEqualTo(refusal);
        assertThat(shop.post(shop.token, "/v1/checkouts/", "{\"product_id\": \"" + product.get("id").asText() + "\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"products\",0]");
        assertThat(shop.post(shop.token, "/v1/checkouts/", "{}").refusal()).isEqualTo("422 RequestValidationError missing [\"body\",\"products\"]");
    }

    @Test
    void aNewCustomerGetsIntoThePortal() {
        JsonNode made = opened("");
        shop.bus().answer(CheckoutsTest::confirm);
        JsonNode confirmed = shop.post(null, client(made) + "/confirm", "{\"confirmation_token_id\": \"ctoken_1\"}").json(200);
        contract.check("CheckoutPublicConfirmed", confirmed);
        assertThat(confirmed.at("/payment_processor_metadata/intent_client_secret").asText()).isEqualTo("pi_secret");
        assertThat(confirmed.at("/payment_processor_metadata/intent_status").asText()).isEqualTo("requires_action");
        assertThat(confirmed.at("/payment_processor_metadata/customer_id").asText()).startsWith("cus_");
        assertThat(shop.bus().take().getFirst().body()).containsEntry("confirmation_token_id", "ctoken_1");
        assertThat(shop.get(confirmed.get("customer_session_token").asText(), "/v1/customer-portal/customers/me").status()).isEqualTo(200);
    }

    @Test
    void knowingAnAddressOpensNobodysPortal() {
        shop.customer("victim@example.com");
        JsonNode typed = opened(", \"customer_email\": \"victim@example.com\"");
        shop.bus().answer(CheckoutsTest::confirm);
        assertThat(token(typed).isNull()).isTrue();
        decline(typed);
        assertThat(token(typed).isNull()).as("nor does a second try, when the session is linked already").isTrue();
    }

    @Test
    void aDeclinedCardDoesNotShutANewCustomerOut() {
        JsonNode made = opened(", \"customer_email\": \"newcomer@example.com\"");
        shop.bus().answer(CheckoutsTest::confirm);
        assertThat(token(made).isNull()).isFalse();
        decline(made);
        assertThat(token(made).isNull()).isFalse();
    }

    private static JsonNode token(JsonNode checkout) {
        return shop.post(null, client(checkout) + "/confirm", "{\"confirmation_token_id\": \"ctoken_1\"}").json(200).get("customer_session_token");
    }

    private static void decline(JsonNode checkout) {
        shop.bean(Sql.class).updateOne("update payment_attempt set state = 'failed' where checkout_id = ?",
                UUID.fromString(checkout.get("id").asText()));
    }

    @Test
    void anExpiredSessionIsGone() {
        JsonNode made = opened("");
        shop.bean(Sql.class).updateOne("update checkout set expires_at = now() - interval '1 second' where id = ?",
                UUID.fromString(made.get("id").asText()));
        for (var answer : List.of(shop.get(null, client(made)), shop.patch(null, client(made), "{}"),
                shop.post(null, client(made) + "/confirm", "{}"))) {
            assertThat(answer.refusal()).isEqualTo("410 ExpiredCheckoutError");
        }
        assertThat(shop.bus().take()).isEmpty();
        assertThat(shop.get(shop.token, "/v1/checkouts/" + made.get("id").asText()).status()).isEqualTo(200);
    }
}
