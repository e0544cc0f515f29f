package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/payment_intents}: from the wish for money to a charge, by way of the holder's bank when it insists. */
final class PaymentIntents {
    private static final String UNEXPECTED = "payment_intent_unexpected_state";
    private static final Set<String> UPDATE = Set.of("amount", "currency", "customer", "description", "metadata", "payment_method",
            "payment_method_data", "payment_method_options", "receipt_email", "setup_future_usage", "shipping", "statement_descriptor",
            "statement_descriptor_suffix", "capture_method");
    private static final Set<String> CONFIRM = Set.of("payment_method", "payment_method_data", "confirmation_token", "off_session", "return_url",
            "setup_future_usage", "payment_method_options", "receipt_email", "shipping", "capture_method", "error_on_requires_action",
            "use_stripe_sdk", "mandate_data");
    private static final Set<String> CREATE = union(UPDATE, CONFIRM, Set.of("confirm", "automatic_payment_methods", "payment_method_types",
            "confirmation_method"));
    private static final List<String> TEXTS = List.of("receipt_email", "setup_future_usage", "statement_descriptor", "statement_descriptor_suffix");
    private final Intents intents;
    private final Charges charges;
    private final Later later;

    PaymentIntents(Intents intents, Charges charges, Later later) {
        this.intents = intents;
        this.charges = charges;
        this.later = later;
    }

    private static Set<String> union(Set<String> a, Set<String> b, Set<String> c) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        all.addAll(c);
        return all;
    }

    void routes(Router router) {
        router.post("/v1/payment_intents", this::create);
        router.get("/v1/payment_intents", (view, request) -> Answer.ok(Lists.page(view, Kind.PAYMENT_INTENT, request, "customer")));
        router.get("/v1/payment_intents/search", (view, request) -> Answer.ok(Search.page(view, Kind.PAYMENT_INTENT, request)));
        router.get("/v1/payment_intents/{id}", (view, request) -> {
            request.params().allow(Set.of("client_secret"));
            return Answer.ok(view.fetch(Kind.PAYMENT_INTENT, request.id(), "intent"));
        });
        router.post("/v1/payment_intents/{id}", this::update);
        router.post("/v1/payment_intents/{id}/confirm", (tx, request) -> {
            Params params = request.params().allow(CONFIRM);
            ObjectNode intent = fetch(tx, request);
            write(tx, intent, params);
            return confirm(tx, intent, params);
        });
        router.post("/v1/payment_intents/{id}/cancel", this::cancel);
        router.post("/v1/payment_intents/{id}/capture", this::capture);
    }

    private static ObjectNode fetch(Tx tx, Request request) { return tx.fetch(Kind.PAYMENT_INTENT, request.id(), "intent"); }

    private Answer create(Tx tx, Request request) {
        Params params = request.params().allow(CREATE);
        params.required("amount");
        long amount = params.integer("amount", 0);
        String currency = Currencies.check(params.required("currency"));
        Currencies.checkAmount(amount, currency);
        String id = Kind.PAYMENT_INTENT.newId();
        ObjectNode intent = Json.object().put("id", id).put("object", "payment_intent").put("amount", amount).put("amount_capturable", 0).put(
                "amount_received", 0).putNull("application").putNull("application_fee_amount").putNull("canceled_at").putNull("cancellation_reason")
                .put("capture_method", "automatic_async").put("client_secret", id + Ids.next("_secret_")).put("confirmation_method", "automatic")
                .put("created", tx.now).put("currency", currency).putNull("customer").putNull("description").putNull("last_payment_error").putNull(
                        "latest_charge")
                .put("livemode", false);
        intent.putObject("metadata");
        intent.putNull("next_action").putNull("on_behalf_of").putNull("payment_method");
        Intents.methodTypes(intent, params);
        intent.putNull("processing").putNull("receipt_email").putNull("review").putNull("setup_future_usage").putNull("shipping").putNull("source")
                .putNull("statement_descriptor").putNull("statement_descriptor_suffix").put("status", "requires_payment_method").putNull(
                        "transfer_data")
                .putNull("transfer_group");
        write(tx, intent, params);
        boolean confirm = params.flag("confirm");
        if (!confirm) {
            Intents.checkNotConfirming(params);
            takeMethod(tx, intent, params);
        }
        tx.put(Kind.PAYMENT_INTENT, intent);
        tx.emit("payment_intent.created", intent);
        return confirm ? confirm(tx, intent, params) : Answer.ok(intent);
    }

    private void takeMethod(Tx tx, ObjectNode intent, Params params) {
        if (intents.given(tx, intent, params, "payment_intent") != null) {
            intent.put("status", "requires_confirmation");
        }
    }

    private static void write(Tx tx, ObjectNode intent, Params params) {
        Intents.write(tx, intent, params);
        TEXTS.stream().filter(params::has).forEach(field -> intent.put(field, params.text(field)));
        String suffix = Json.text(intent, "statement_descriptor_suffix");
        if (suffix != null && (suffix.length() > 22 || suffix.matches(".*[<>\\\\'\"*].*"))) {
            throw ApiError.invalid(null, "A statement descriptor suffix has at most 22 characters and none of <>\\'\"*.",
                    "statement_descriptor_suffix");
        }
        if (params.has("capture_method")) {
            intent.put("capture_method", params.choice("capture_method", "automatic_async", Set.of("automatic", "automatic_async", "manual")));
        }
        if (params.has("shipping")) {
            intent.set("shipping", params.nested("shipping").isEmpty() ? null : params.nested("shipping").json());
        }
    }

    private Answer update(Tx tx, Request request) {
        Params params = request.params().allow(UPDATE);
        ObjectNode intent = fetch(tx, request);
        boolean open = Intents.CONFIRMABLE.contains(Json.id(intent, "status"));
        if (!open && params.names().stream().anyMatch(name -> !Set.of("metadata", "description", "expand").contains(name))) {
            Intents.checkState(intent, "updated", Intents.CONFIRMABLE, UNEXPECTED, "payment_intent");
        }
        if (params.has("amount") || params.has("currency")) {
            String currency = Currencies.check(params.text("currency", Json.id(intent, "currency")));
            long amount = params.integer("amount", intent.path("amount").asLong());
            Currencies.checkAmount(amount, currency);
            intent.put("amount", amount).put("currency", currency);
        }
        write(tx, intent, params);
        if (open) {
            takeMethod(tx, intent, params);
        }
        tx.put(Kind.PAYMENT_INTENT, intent);
        return Answer.ok(intent);
    }

    private Answer confirm(Tx tx, ObjectNode intent, Params params) {
        Intents.checkState(intent, "confirmed", Intents.CONFIRMABLE, UNEXPECTED, "payment_intent");
        ObjectNode given = intents.given(tx, intent, params, "payment_intent");
        ObjectNode method = given == null ? Intents.present(tx, intent) : given;
        boolean offSession = !params.text("off_session", "false").equals("false");
        var attempt = new Authorization.Attempt(true, offSession, false, Intents.requestedAuthentication(intent));
        intent.putNull("next_action").putNull("last_payment_error");
        tx.put(Kind.PAYMENT_INTENT, intent);
        return switch (Authorization.decide(PaymentMethods.wallet(tx, method), attempt)) {
            case Authorization.Approved(var authentication) -> succeed(tx, intent, method, authentication);
            case Authorization.Declined(var reason) -> decline(tx, intent, method, reason, null);
            case Authorization.NeedsAuthentication() -> {
                if (params.flag("error_on_requires_action")) {
                    yield decline(tx, intent, method, Decline.AUTHENTICATION_REQUIRED, null);
                }
                intents.requireAction(intent, withReturnUrl(tx, params));
                tx.emit("payment_intent.requires_action", intent);
                yield Answer.ok(intent);
            }
        };
    }

    /** A confirmation token may bring the return URL along. */
    static Params withReturnUrl(Tx tx, Params params) {
        String token = params.text("confirmation_token");
        ObjectNode spent = token == null ? null : tx.find(Kind.CONFIRMATION_TOKEN, token);
        String url = spent == null ? null : Json.text(spent, "return_url");
        return url == null || params.has("return_url") ? params : params.with("return_url", url);
    }

    /** The holder's bank has answered. Does nothing when the intent waits no longer. */
    void authenticated(Tx tx, ObjectNode intent, boolean passed) {
        if (!Json.is(intent, "status", "requires_action")) {
            return;
        }
        ObjectNode method = tx.fetch(Kind.PAYMENT_METHOD, Json.id(intent, "payment_method"), "payment_method");
        tx.put(Kind.PAYMENT_INTENT, intent.putNull("next_action"));
        if (!passed) {
            intent.set("last_payment_error", Intents.withMethod(Intents.authenticationFailure("payment_intent_authentication_failure"), method));
            intent.put("status", "requires_payment_method").putNull("payment_method");
            tx.emit("payment_intent.payment_failed", intent);
            return;
        }
        var attempt = new Authorization.Attempt(true, false, true, Intents.requestedAuthentication(intent));
        switch (Authorization.decide(PaymentMethods.wallet(tx, method), attempt)) {
            case Authorization.Approved(var authentication) -> succeed(tx, intent, method, authentication);
            case Authorization.Declined(var reason) -> decline(tx, intent, method, reason, "challenge");
            case Authorization.NeedsAuthentication() -> throw new IllegalStateException(Json.id(intent) + " asks twice");
        }
    }

    private Answer succeed(Tx tx, ObjectNode intent, ObjectNode method, @Nullable String authentication) {
        ObjectNode charge = charges.succeed(tx, later, intent, method, authentication);
        long amount = intent.path("amount").asLong();
        boolean captured = charge.path("captured").asBoolean();
        intent.put("latest_charge", Json.id(charge)).put("status", captured ? "succeeded" : "requires_capture").put(captured
                ? "amount_received"
                : "amount_capturable", amount);
        String usage = Json.text(intent, "setup_future_usage");
        intents.keep(tx, intent, method, usage != null, "off_session".equals(usage));
        tx.emit("charge.succeeded", charge);
        tx.emit(captured ? "payment_intent.succeeded" : "payment_intent.amount_capturable_updated", intent);
        return Answer.ok(intent);
    }

    private Answer decline(Tx tx, ObjectNode intent, ObjectNode method, Decline reason, @Nullable String authentication) {
        ObjectNode charge = charges.fail(tx, intent, method, reason, authentication);
        ObjectNode error = Intents.withMethod(reason.error().put("charge", Json.id(charge)), method);
        intent.put("latest_charge", Json.id(charge)).put("status", "requires_payment_method").putNull("payment_method").set("last_payment_error",
                error);
        tx.emit("charge.failed", charge);
        tx.emit("payment_intent.payment_failed", intent);
        ObjectNode body = Json.object();
        ObjectNode told = error.deepCopy();
        told.set("payment_intent", intent);
        body.set("error", told);
        return new Answer(402, body);
    }

    private Answer cancel(Tx tx, Request request) {
        Params params = request.params().allow(Set.of("cancellation_reason"));
        ObjectNode intent = fetch(tx, request);
        Intents.checkState(intent, "canceled", union(Intents.CONFIRMABLE, Set.of("requires_capture", "processing"), Set.of()), UNEXPECTED,
                "payment_intent");
        intent.put("status", "canceled").put("canceled_at", tx.now).put("cancellation_reason", params.text("cancellation_reason")).putNull(
                "next_action").put("amount_capturable", 0);
        tx.put(Kind.PAYMENT_INTENT, intent);
        tx.emit("payment_intent.canceled", intent);
        return Answer.ok(intent);
    }

    private Answer capture(Tx tx, Request request) {
        Params params = request.params().allow(Set.of("amount_to_capture", "metadata", "statement_descriptor", "statement_descriptor_suffix"));
        ObjectNode intent = fetch(tx, request);
        Intents.checkState(intent, "captured", Set.of("requires_capture"), UNEXPECTED, "payment_intent");
        long amount = params.integer("amount_to_capture", intent.path("amount_capturable").asLong());
        if (amount < 1 || amount > intent.path("amount_capturable").asLong()) {
            throw ApiError.invalid("amount_too_large", "No more can be captured than was authorized.", "amount_to_capture");
        }
        write(tx, intent, params);
        ObjectNode charge = tx.fetch(Kind.CHARGE, Json.id(intent, "latest_charge"), "charge");
        charge.put("captured", true).put("amount_captured", amount);
        charges.settle(tx, charge);
        intent.put("status", "succeeded").put("amount_capturable", 0).put("amount_received", amount);
        tx.put(Kind.PAYMENT_INTENT, intent);
        tx.emit("charge.captured", charge);
        tx.emit("payment_intent.succeeded", intent);
        return Answer.ok(intent);
    }
}
