package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Confirmation tokens: what a card form in a browser would make, here made by the test helper. Good for one use within 12 hours. */
final class ConfirmationTokens {
    private static final long LIFETIME_SECONDS = 12 * 3600L;
    private final PaymentMethods methods;

    ConfirmationTokens(PaymentMethods methods) { this.methods = methods; }

    void routes(Router router) {
        router.post("/v1/test_helpers/confirmation_tokens", this::create);
        router.get("/v1/confirmation_tokens/{id}", (view, request) -> Answer.ok(view.fetch(Kind.CONFIRMATION_TOKEN, request.id(),
                "confirmation_token")));
    }

    private Answer create(Tx tx, Request request) {
        Params params = request.params().allow(Set.of("payment_method", "payment_method_data", "return_url", "setup_future_usage", "shipping",
                "payment_method_options"));
        String given = params.text("payment_method");
        ObjectNode method = given == null ? methods.create(tx, data(params)) : methods.resolve(tx, given, "payment_method");
        String usage = params.text("setup_future_usage");
        String id = Kind.CONFIRMATION_TOKEN.newId();
        ObjectNode token = Json.object().put("id", id).put("object", "confirmation_token").put("created", tx.now).put("expires_at", tx.now
                + LIFETIME_SECONDS).put("livemode", false).putNull("mandate_data").putNull("payment_intent").putNull("payment_method_options");
        ObjectNode preview = token.putObject("payment_method_preview").put("type", "card").put("allow_redisplay", Json.text(method,
                "allow_redisplay"));
        preview.set("billing_details", method.get("billing_details"));
        preview.set("card", method.get("card"));
        preview.put("customer", Json.text(method, "customer"));
        token.put("return_url", params.text("return_url")).put("setup_future_usage", usage).putNull("setup_intent");
        token.set("shipping", params.has("shipping") ? params.nested("shipping").json() : null);
        token.put("use_stripe_sdk", false);
        tx.put(Kind.CONFIRMATION_TOKEN, token);
        tx.put(Kind.WALLET, Json.object().put("id", id).put("payment_method", Json.id(method)));
        return Answer.ok(token);
    }

    /** The parameters of an inline payment method. */
    static Params data(Params params) {
        Params data = params.nested("payment_method_data");
        if (data.isEmpty()) {
            params.required("payment_method"); // says that it is missing
        }
        return data;
    }

    /** Uses the token up for an intent. */
    ObjectNode spend(Tx tx, String id, String intentField, String intentId) {
        ObjectNode token = tx.fetch(Kind.CONFIRMATION_TOKEN, id, "confirmation_token");
        String spentOn = Json.has(token, "payment_intent") ? Json.text(token, "payment_intent") : Json.text(token, "setup_intent");
        if (spentOn != null) {
            throw ApiError.invalid(null, "The confirmation token was already used for " + spentOn + ".", "confirmation_token");
        }
        if (token.path("expires_at").asLong() <= tx.now) {
            throw ApiError.invalid(null, "The confirmation token has expired.", "confirmation_token");
        }
        tx.put(Kind.CONFIRMATION_TOKEN, token.put(intentField, intentId));
        return token;
    }

    /** The payment method behind a token. */
    static ObjectNode method(Tx tx, ObjectNode token) {
        ObjectNode note = tx.fetch(Kind.WALLET, Json.id(token), "confirmation_token");
        return tx.fetch(Kind.PAYMENT_METHOD, Json.id(note, "payment_method"), "confirmation_token");
    }
}
