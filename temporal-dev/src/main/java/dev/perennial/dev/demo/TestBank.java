package dev.perennial.dev.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/** What happens outside the product: the buyer's card form, the bank's page, and a card that its bank stops honouring. */
final class TestBank implements AutoCloseable {
    private static final String RETURN_URL = "https://shop.example/back";
    private final JsonHttp sandbox;

    TestBank(String sandboxUrl) {
        // Any secret test key opens the sandbox.
        sandbox = new JsonHttp(sandboxUrl, "sk_test_demo");
    }

    /** Types a test card into the card form; what comes back is what the form hands to a checkout. */
    String tokenFor(String card) throws IOException, InterruptedException {
        return sandbox.form("/v1/test_helpers/confirmation_tokens", Map.of("payment_method", card, "return_url", RETURN_URL)).path("id").asText();
    }

    /** Approves a payment on the bank's page, as the card's holder. */
    void approve(String intentClientSecret) throws IOException, InterruptedException {
        String intent = intentClientSecret.substring(0, intentClientSecret.indexOf("_secret_"));
        sandbox.form("/3ds/" + intent, Map.of("result", "success"));
    }

    /** How the processor calls the buyer who has paid a checkout. */
    String buyerOf(String checkoutId) throws IOException, InterruptedException {
        JsonNode charges = sandbox.get("/sandbox/charges?metadata_key=checkout_id&metadata_value=" + checkoutId).path("charges");
        StoryFailed.unless(charges.size() == 1, "checkout " + checkoutId + " was charged " + charges.size() + " times");
        return charges.path(0).path("customer").asText();
    }

    /** From now on every card of this customer is declined. */
    void empty(String processorCustomer) throws IOException, InterruptedException {
        sandbox.post("/sandbox/payment-methods/" + processorCustomer, Map.of("outcome", "decline", "decline_code", "insufficient_funds"));
    }

    /** How often money was really taken from a customer. */
    long charges(String processorCustomer) throws IOException, InterruptedException {
        long succeeded = 0;
        for (JsonNode charge : sandbox.get("/sandbox/charges?customer=" + JsonHttp.encoded(processorCustomer)).path("charges")) {
            succeeded += charge.path("status").asText().equals("succeeded") ? 1 : 0;
        }
        return succeeded;
    }

    @Override
    public void close() { sandbox.close(); }
}
