package dev.perennial.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.core.payment.PaymentMethod;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.wire.CheckoutConfirmedView;
import dev.perennial.core.wire.CheckoutFacts;
import dev.perennial.core.wire.CheckoutPublicView;
import dev.perennial.core.wire.CheckoutView;
import dev.perennial.core.wire.CustomerSessionView;
import dev.perennial.core.wire.CustomerStateView;
import dev.perennial.core.wire.CustomerView;
import dev.perennial.core.wire.MemberView;
import dev.perennial.core.wire.OrderView;
import dev.perennial.core.wire.PaymentMethodView;
import dev.perennial.core.wire.PaymentView;
import dev.perennial.core.wire.PortalCustomerView;
import dev.perennial.core.wire.PortalMemberView;
import dev.perennial.core.wire.PriceView;
import dev.perennial.core.wire.ProductView;
import dev.perennial.core.wire.SubscriptionView;
import dev.perennial.core.wire.WebhookDeliveryView;
import dev.perennial.core.wire.WebhookEndpointView;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jspecify.annotations.NullUnmarked;

@NullUnmarked // JUnit sets the contract before any test.
class ViewsTest {
    private static Contract contract;

    @BeforeAll
    static void readTheContract() {
        contract = Contract.orSkip();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyViewIsAnInstanceOfItsSchema(boolean full) {
        var price = Sample.price(full);
        var product = Sample.product(full, price);
        var customer = Sample.customer(full);
        var subscription = Sample.subscription(full, price);
        var priceView = PriceView.of(price, product);
        contract.check("ProductPriceFixed", priceView);
        contract.check("Product", ProductView.of(product));
        contract.check("CustomerIndividual", CustomerView.of(customer));
        contract.check("Customer", CustomerView.of(customer));
        contract.check("CustomerTeam", CustomerView.of(Sample.team(full)));
        contract.check("Customer", CustomerView.of(Sample.team(full)));
        contract.check("CustomerStateTeam", CustomerStateView.of(Sample.team(full), List.of(Sample.subscription(false, price))));
        contract.check("CustomerPortalCustomer", PortalCustomerView.of(Sample.team(full)));
        contract.check("Member", MemberView.of(Sample.member(full)));
        contract.check("CustomerPortalMember", PortalMemberView.of(Sample.member(full)));
        contract.check("Subscription", SubscriptionView.of(subscription, customer, product, List.of(priceView)));
        contract.check("Order", OrderView.of(Sample.order(full, price), customer, full ? product : null, full ? subscription : null,
                full ? priceView : null));
        contract.check("CustomerStateIndividual", CustomerStateView.of(customer, full ? List.of(Sample.subscription(false, price)) : List.of()));
        contract.check(full ? "CardPayment" : "GenericPayment", PaymentView.of(Sample.payment(full)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void checkoutsAreInstancesOfTheirSchemas(boolean full) {
        var price = Sample.price(full);
        var checkout = Sample.checkout(full, price);
        Map<String, String> processor = full ? Map.of("publishable_key", "pk_1", "intent_status", "succeeded") : Map.of();
        var facts = CheckoutFacts.of(checkout, List.of(Sample.product(full, price)), price, processor, "https://pay.example.com");
        contract.check("Checkout", CheckoutView.of(checkout, facts));
        contract.check("CheckoutPublic", CheckoutPublicView.of(facts, Sample.organization()));
        contract.check("CheckoutPublicConfirmed", CheckoutConfirmedView.of(facts, Sample.organization(), full ? "polar_cst_1" : null));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRestIsInstancesOfItsSchemas(boolean full) {
        var card = full ? new PaymentMethod.Card("visa", "4242", 1, 2030, "apple_pay", "US", "f") : null;
        contract.check(full ? "PaymentMethodCard" : "PaymentMethodGeneric", PaymentMethodView.of(Sample.paymentMethod(card), null));
        var customer = CustomerView.of(Sample.customer(full));
        contract.check("CustomerSession", new CustomerSessionView(UUID.randomUUID(), Sample.T, null, "polar_cst_1", Sample.LATER,
                full ? "https://example.com" : null, "https://pay.example.com/acme/portal", customer.facts().id(), customer));
        contract.check("WebhookEndpoint", new WebhookEndpointView(UUID.randomUUID(), Sample.T, full ? Sample.LATER : null, "https://example.com",
                full ? "Ours" : null, "raw", "whsec_1", UUID.randomUUID(), full ? List.of("order.paid") : List.of(), full, "2026-10", true));
        var event = new WebhookDeliveryView.EventView(UUID.randomUUID(), Sample.T, full ? Sample.LATER : null, full ? 500 : null, full ? false : null,
                !full, full ? "{}" : null, "order.paid", !full, "2026-10");
        contract.check("WebhookDelivery", new WebhookDeliveryView(UUID.randomUUID(), Sample.T, full ? Sample.LATER : null, full, full ? 500 : null,
                full ? "no" : null, event));
    }

    @Test
    void theSessionsAddressIsFilledIn() {
        var price = Sample.price(false);
        var checkout = Sample.checkout(true, price);
        var facts = CheckoutFacts.of(checkout, List.of(Sample.product(false, price)), price, Map.of(), "https://pay.example.com");
        JsonNode json = Json.mapper().valueToTree(CheckoutView.of(checkout, facts));
        assertThat(json.get("url").asText()).isEqualTo("https://pay.example.com/checkout/polar_c_secret");
        assertThat(json.get("success_url").asText()).isEqualTo("https://example.com/?id=" + checkout.id());
        assertThat(json.get("is_payment_required").asBoolean()).isTrue();
        assertThat(json.get("is_payment_setup_required").asBoolean()).isFalse();
    }

    @Test
    void anAvatarIsFoundByTheHashOfTheAddress() {
        assertThat(CustomerView.of(Sample.customer(false)).facts().avatarUrl())
                .isEqualTo("https://www.gravatar.com/avatar/e233d4a29013e9d87150c6237c6777bedf379ebf1acdc5d6126fec7e8bb74fb5?d=404");
    }
}
