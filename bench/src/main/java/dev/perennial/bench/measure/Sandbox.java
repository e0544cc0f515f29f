package dev.perennial.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The payment processor's sandbox by its own protocol. */
public final class Sandbox {
    /** A card that neither asks for authentication nor supports it, so that a buyer needs no browser. */
    private static final String CARD = "pm_card_amex";

    private final Http http;

    public Sandbox(Stack stack) { this.http = new Http(stack.stripeSandbox(), "sk_test_perennial"); }

    /** A customer of the processor with a saved card. */
    public record SavedCard(String customerId, String methodId, String brand, String last4, int expMonth, int expYear, String country) {}

    /** A charge as the processor has it. */
    public record Charge(String id, long amount, String status, String orderId) {}

    public SavedCard saveCard(String email) {
        String customer = http.postForm("/v1/customers", Map.of("email", email)).path("id").asText();
        JsonNode method = http.postForm("/v1/payment_methods/" + CARD + "/attach", Map.of("customer", customer));
        JsonNode card = method.path("card");
        return new SavedCard(customer, method.path("id").asText(), card.path("brand").asText(), card.path("last4").asText(),
                card.path("exp_month").asInt(), card.path("exp_year").asInt(), card.path("country").asText());
    }

    /** What a card form in a browser hands to the page; good for one payment. */
    public String confirmationToken() {
        return http.postForm("/v1/test_helpers/confirmation_tokens", Map.of("payment_method", CARD)).path("id").asText();
    }

    public List<Charge> chargesOfCustomer(String customerId) {
        return charges("customer=" + customerId);
    }

    /** The charges that carry this value in their metadata. */
    public List<Charge> chargesWith(String key, String value) {
        return charges("metadata_key=" + key + "&metadata_value=" + value);
    }

    private List<Charge> charges(String query) {
        List<Charge> charges = new ArrayList<>();
        http.get("/sandbox/charges?" + query).path("charges").forEach(charge -> charges.add(new Charge(charge.path("id").asText(),
                charge.path("amount").asLong(), charge.path("status").asText(), charge.path("metadata").path("order_id").asText())));
        return charges;
    }
}
