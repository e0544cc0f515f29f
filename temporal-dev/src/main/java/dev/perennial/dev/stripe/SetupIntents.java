package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** {@code /v1/setup_intents}: a card is saved for later, after its holder's bank was asked where it insists. */
final class SetupIntents {
    private static final String UNEXPECTED = "setup_intent_unexpected_state";
    private static final Set<String> UPDATE = Set.of("customer", "description", "metadata", "payment_method", "payment_method_data",
            "payment_method_options");
    private static final Set<String> CONFIRM = Set.of("payment_method", "payment_method_data", "confirmation_token", "return_url",
            "payment_method_options", "use_stripe_sdk", "mandate_data");
    private static final Set<String> CREATE = Set.of("customer", "description", "metadata", "payment_method", "payment_method_data",
            "payment_method_options", "confirmation_token", "return_url", "use_stripe_sdk", "mandate_data", "confirm", "usage",
            "automatic_payment_methods", "payment_method_types");
    private final Intents intents;

    SetupIntents(Intents intents) { this.intents = intents; }

    void routes(Router router) {
        router.post("/v1/setup_intents", this::create);
        router.get("/v1/setup_intents", (view, request) -> Answer.ok(Lists.page(view, Kind.SETUP_INTENT, request, "customer", "payment_method")));
        router.get("/v1/setup_intents/{id}", (view, request) -> {
            request.params().allow(Set.of("client_secret"));
            return Answer.ok(view.fetch(Kind.SETUP_INTENT, request.id(), "intent"));
        });
        router.post("/v1/setup_intents/{id}", this::update);
        router.post("/v1/setup_intents/{id}/confirm", (tx, request) -> {
            Params params = request.params().allow(CONFIRM);
            ObjectNode intent = fetch(tx, request);
            Intents.write(tx, intent, params);
            return confirm(tx, intent, params);
        });
        router.post("/v1/setup_intents/{id}/cancel", this::cancel);
    }

    private static ObjectNode fetch(Tx tx, Request request) { return tx.fetch(Kind.SETUP_INTENT, request.id(), "intent"); }

    private Answer create(Tx tx, Request request) {
        Params params = request.params().allow(CREATE);
        String id = Kind.SETUP_INTENT.newId();
        ObjectNode intent = Json.object().put("id", id).put("object", "setup_intent").putNull("application").putNull("cancellation_reason").put(
                "client_secret", id + Ids.next("_secret_")).put("created", tx.now).putNull("customer").putNull("description")
                .putNull("flow_directions")
                .putNull("last_setup_error").putNull("latest_attempt").put("livemode", false).putNull("mandate");
        intent.putObject("metadata");
        intent.putNull("next_action").putNull("on_behalf_of").putNull("payment_method");
        Intents.methodTypes(intent, params);
        intent.putNull("single_use_mandate").put("status", "requires_payment_method").put("usage", params.choice("usage", "off_session", Set.of(
                "off_session", "on_session")));
        Intents.write(tx, intent, params);
        boolean confirm = params.flag("confirm");
        if (!confirm) {
            Intents.checkNotConfirming(params);
            takeMethod(tx, intent, params);
        }
        tx.put(Kind.SETUP_INTENT, intent);
        tx.emit("setup_intent.created", intent);
        return confirm ? confirm(tx, intent, params) : Answer.ok(intent);
    }

    private void takeMethod(Tx tx, ObjectNode intent, Params params) {
        if (intents.given(tx, intent, params, "setup_intent") != null) {
            intent.put("status", "requires_confirmation");
        }
    }

    private Answer update(Tx tx, Request request) {
        Params params = request.params().allow(UPDATE);
        ObjectNode intent = fetch(tx, request);
        boolean open = Intents.CONFIRMABLE.contains(Json.id(intent, "status"));
        if (!open && params.names().stream().anyMatch(name -> !Set.of("metadata", "description", "expand").contains(name))) {
            Intents.checkState(intent, "updated", Intents.CONFIRMABLE, UNEXPECTED, "setup_intent");
        }
        Intents.write(tx, intent, params);
        if (open) {
            takeMethod(tx, intent, params);
        }
        tx.put(Kind.SETUP_INTENT, intent);
        return Answer.ok(intent);
    }

    private Answer confirm(Tx tx, ObjectNode intent, Params params) {
        Intents.checkState(intent, "confirmed", Intents.CONFIRMABLE, UNEXPECTED, "setup_intent");
        ObjectNode given = intents.given(tx, intent, params, "setup_intent");
        ObjectNode method = given == null ? Intents.present(tx, intent) : given;
        var attempt = new Authorization.Attempt(false, false, false, Intents.requestedAuthentication(intent));
        intent.putNull("next_action").putNull("last_setup_error");
        tx.put(Kind.SETUP_INTENT, intent);
        return switch (Authorization.decide(PaymentMethods.wallet(tx, method), attempt)) {
            case Authorization.Approved _ -> succeed(tx, intent, method);
            case Authorization.Declined(var reason) -> decline(tx, intent, method, reason);
            case Authorization.NeedsAuthentication() -> {
                intents.requireAction(intent, PaymentIntents.withReturnUrl(tx, params));
                tx.emit("setup_intent.requires_action", intent);
                yield Answer.ok(intent);
            }
        };
    }

    /** The holder's bank has answered. Does nothing when the intent waits no longer. */
    void authenticated(Tx tx, ObjectNode intent, boolean passed) {
        if (!Json.is(intent, "status", "requires_action")) {
            return;
        }
        ObjectNode method = tx.fetch(Kind.PAYMENT_METHOD, Json.id(intent, "payment_method"), "payment_method");
        tx.put(Kind.SETUP_INTENT, intent.putNull("next_action"));
        if (!passed) {
            fail(tx, intent, Intents.withMethod(Intents.authenticationFailure("setup_intent_authentication_failure"), method));
            return;
        }
        var attempt = new Authorization.Attempt(false, false, true, Intents.requestedAuthentication(intent));
        switch (Authorization.decide(PaymentMethods.wallet(tx, method), attempt)) {
            case Authorization.Approved _ -> succeed(tx, intent, method);
            case Authorization.Declined(var reason) -> decline(tx, intent, method, reason);
            case Authorization.NeedsAuthentication() -> throw new IllegalStateException(Json.id(intent) + " asks twice");
        }
    }

    private Answer succeed(Tx tx, ObjectNode intent, ObjectNode method) {
        intent.put("status", "succeeded");
        intents.keep(tx, intent, method, true, Json.is(intent, "usage", "off_session"));
        tx.emit("setup_intent.succeeded", intent);
        return Answer.ok(intent);
    }

    private Answer decline(Tx tx, ObjectNode intent, ObjectNode method, Decline reason) {
        ObjectNode error = Intents.withMethod(reason.error(), method);
        fail(tx, intent, error);
        ObjectNode told = error.deepCopy();
        told.set("setup_intent", intent);
        ObjectNode body = Json.object();
        body.set("error", told);
        return new Answer(402, body);
    }

    private static void fail(Tx tx, ObjectNode intent, ObjectNode error) {
        intent.put("status", "requires_payment_method").putNull("payment_method").set("last_setup_error", error);
        tx.emit("setup_intent.setup_failed", intent);
    }

    private Answer cancel(Tx tx, Request request) {
        Params params = request.params().allow(Set.of("cancellation_reason"));
        ObjectNode intent = fetch(tx, request);
        Intents.checkState(intent, "canceled", Intents.CONFIRMABLE, UNEXPECTED, "setup_intent");
        intent.put("status", "canceled").put("cancellation_reason", params.text("cancellation_reason")).putNull("next_action");
        tx.put(Kind.SETUP_INTENT, intent);
        tx.emit("setup_intent.canceled", intent);
        return Answer.ok(intent);
    }
}
