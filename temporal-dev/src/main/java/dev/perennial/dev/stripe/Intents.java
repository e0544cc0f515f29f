package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What payment intents and setup intents share: their card, their options, and the redirect to the holder's bank. */
final class Intents {
    static final Set<String> CONFIRMABLE = Set.of("requires_payment_method", "requires_confirmation", "requires_action");
    private static final Set<String> ONLY_WHEN_CONFIRMING = Set.of("off_session", "confirmation_token", "return_url", "error_on_requires_action");
    private final PaymentMethods methods;
    private final ConfirmationTokens tokens;
    private final String baseUrl;

    /** @param baseUrl under which the page of the holder's bank is reached */
    Intents(PaymentMethods methods, ConfirmationTokens tokens, String baseUrl) {
        this.methods = methods;
        this.tokens = tokens;
        this.baseUrl = baseUrl;
    }

    /** @throws ApiError 400 for parameters that make sense only together with {@code confirm} */
    static void checkNotConfirming(Params params) {
        for (String name : ONLY_WHEN_CONFIRMING) {
            if (params.has(name)) {
                throw ApiError.invalid(null, "The parameter " + name + " needs confirm=true.", name);
            }
        }
    }

    /** Writes the fields both kinds take at creation, update and confirmation. */
    static void write(Tx tx, ObjectNode intent, Params params) {
        if (params.has("description")) {
            intent.put("description", params.text("description"));
        }
        String customer = params.text("customer");
        if (customer != null) {
            Customers.live(tx, customer, "customer");
            intent.put("customer", customer);
        }
        Params card = params.nested("payment_method_options").allow(Set.of("card")).nested("card").allow(Set.of("request_three_d_secure"));
        if (card.has("request_three_d_secure")) {
            intent.withObject("/payment_method_options/card").put("request_three_d_secure", card.choice("request_three_d_secure", "automatic", Set
                    .of("automatic", "any", "challenge")));
        }
        Metadata.merge(intent, params);
    }

    static void methodTypes(ObjectNode intent, Params params) {
        if (params.has("payment_method_types")) {
            if (!params.list("payment_method_types").contains("card")) {
                throw ApiError.invalid(null, "Only cards are known here.", "payment_method_types");
            }
            intent.putNull("automatic_payment_methods");
        } else {
            Params automatic = params.nested("automatic_payment_methods").allow(Set.of("enabled", "allow_redirects"));
            intent.putObject("automatic_payment_methods").put("allow_redirects", automatic.text("allow_redirects", "always")).put("enabled", true);
        }
        intent.putArray("payment_method_types").add("card");
        intent.putObject("payment_method_options").putObject("card").putNull("installments").putNull("mandate_options").putNull("network").put(
                "request_three_d_secure", "automatic");
    }

    static String requestedAuthentication(ObjectNode intent) {
        return intent.path("payment_method_options").path("card").path("request_three_d_secure").asText("automatic");
    }

    /** The card given by the request, or null; a token is spent and may name where to return and that the card is to be kept. */
    @Nullable
    ObjectNode given(Tx tx, ObjectNode intent, Params params, String idField) {
        String token = params.text("confirmation_token");
        ObjectNode method = null;
        if (token != null) {
            ObjectNode spent = tokens.spend(tx, token, idField, Json.id(intent));
            method = ConfirmationTokens.method(tx, spent);
            String usage = Json.text(spent, "setup_future_usage");
            if (usage != null && idField.equals("payment_intent")) {
                intent.put("setup_future_usage", usage);
            }
        } else if (!params.nested("payment_method_data").isEmpty()) {
            method = methods.create(tx, params.nested("payment_method_data"));
        } else if (params.text("payment_method") != null) {
            method = methods.resolve(tx, params.required("payment_method"), "payment_method");
        }
        if (method != null) {
            PaymentMethods.checkUsable(tx, method, Json.text(intent, "customer"));
            intent.put("payment_method", Json.id(method));
        }
        return method;
    }

    /** The card the intent already has. */
    static ObjectNode present(Tx tx, ObjectNode intent) {
        String id = Json.text(intent, "payment_method");
        if (id == null) {
            throw ApiError.invalid("parameter_missing", "The intent has no payment method to confirm it with.", "payment_method");
        }
        ObjectNode method = tx.fetch(Kind.PAYMENT_METHOD, id, "payment_method");
        PaymentMethods.checkUsable(tx, method, Json.text(intent, "customer"));
        return method;
    }

    static void checkState(ObjectNode intent, String action, Set<String> states, String code, String field) {
        String status = Json.id(intent, "status");
        if (!states.contains(status)) {
            throw ApiError.invalid(code, "The intent cannot be " + action + " while its status is " + status + ".", null).with(field, intent);
        }
    }

    /** Sends the holder to their bank. Without a return URL the browser library would open a frame there. */
    void requireAction(ObjectNode intent, Params params) {
        String url = baseUrl + "/3ds/" + Json.id(intent);
        String returnUrl = params.text("return_url");
        ObjectNode action = intent.put("status", "requires_action").putObject("next_action");
        if (returnUrl != null) {
            action.put("type", "redirect_to_url").putObject("redirect_to_url").put("return_url", returnUrl).put("url", url);
        } else {
            action.put("type", "use_stripe_sdk").putObject("use_stripe_sdk").put("type", "three_d_secure_redirect").put("stripe_js", url);
        }
    }

    /** An error object that names the card it is about. */
    static ObjectNode withMethod(ObjectNode error, ObjectNode method) {
        error.set("payment_method", method.deepCopy());
        return error;
    }

    static ObjectNode authenticationFailure(String code) {
        return Json.object().put("type", "invalid_request_error").put("code", code).put("doc_url", "https://stripe.com/docs/error-codes/" + code
                .replace('_', '-')).put("message", "The holder of the card could not be authenticated. Try again or use another card.");
    }

    /** Saves the card for the customer, or marks it used up when nobody keeps it. */
    void keep(Tx tx, ObjectNode intent, ObjectNode method, boolean save, boolean offSession) {
        String customer = Json.text(intent, "customer");
        ObjectNode wallet = PaymentMethods.wallet(tx, method);
        boolean attached = Json.has(method, "customer");
        if (save && customer != null && !attached) {
            methods.fasten(tx, method, customer);
            attached = true;
        }
        JsonNode before = wallet.deepCopy();
        wallet.put("used", !attached || wallet.path("used").asBoolean());
        wallet.put("set_up", wallet.path("set_up").asBoolean() || (save && offSession));
        if (!wallet.equals(before)) {
            tx.put(Kind.WALLET, wallet);
        }
    }
}
