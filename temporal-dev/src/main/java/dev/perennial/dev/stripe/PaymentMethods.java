package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/payment_methods}: cards, and beside each the wallet note that tells how it behaves. */
final class PaymentMethods {
    static final String TEST_CARD = "pm_card_";
    private static final Set<String> FIELDS = Set.of("type", "card", "billing_details", "metadata", "allow_redisplay");
    private static final List<String> BILLING = List.of("address", "email", "name", "phone", "tax_id");
    private static final int TEST_CARD_YEARS = 5;

    void routes(Router router) {
        router.post("/v1/payment_methods", (tx, request) -> Answer.ok(create(tx, request.params().allow(FIELDS))));
        router.get("/v1/payment_methods", (view, request) -> Answer.ok(Lists.page(view, Kind.PAYMENT_METHOD, request, "customer", "type")));
        router.get("/v1/payment_methods/{id}", (view, request) -> Answer.ok(view.fetch(Kind.PAYMENT_METHOD, request.id(), "payment_method")));
        router.post("/v1/payment_methods/{id}", this::update);
        router.post("/v1/payment_methods/{id}/attach", this::attach);
        router.post("/v1/payment_methods/{id}/detach", (tx, request) -> {
            ObjectNode method = tx.fetch(Kind.PAYMENT_METHOD, request.id(), "payment_method");
            if (!Json.has(method, "customer")) {
                throw ApiError.invalid(null, "The payment method is not attached to a customer.", "payment_method");
            }
            return Answer.ok(detach(tx, method));
        });
    }

    /** A new method from {@code type}, {@code card} (a number or a {@code tok_*}) and {@code billing_details}. */
    ObjectNode create(Tx tx, Params params) {
        if (!params.required("type").equals("card")) {
            throw ApiError.invalid(null, "Only cards are known here, not " + params.text("type") + ".", params.path("type"));
        }
        Params given = params.nested("card").allow(Set.of("number", "exp_month", "exp_year", "cvc", "token"));
        String token = given.text("token");
        Card card = token != null ? testCard(token, "tok_", given.path("token")) : Cards.byNumber(given.required("number"), given.path("number"));
        long thisYear = Year.now(ZoneOffset.UTC).getValue();
        long month = given.integer("exp_month", 12);
        long year = given.integer("exp_year", thisYear + TEST_CARD_YEARS);
        if (month < 1 || month > 12) {
            throw ApiError.card("invalid_expiry_month", "There is no month " + month + ".", "exp_month");
        }
        if (year < thisYear || year > thisYear + 50) {
            throw ApiError.card("invalid_expiry_year", "The card would expire in " + year + ".", "exp_year");
        }
        String cvc = given.text("cvc");
        if (cvc != null && !cvc.matches("\\d{3,4}")) {
            throw ApiError.card("invalid_cvc", "A security code has three or four digits.", "cvc");
        }
        ObjectNode method = materialise(tx, card, cardJson(card, month, year, cvc != null || token != null), billing(null, params.nested(
                "billing_details")));
        method.put("allow_redisplay", params.text("allow_redisplay", "unspecified"));
        Metadata.merge(method, params);
        return method;
    }

    /** Stores a method of that card. */
    ObjectNode materialise(Tx tx, Card card, ObjectNode cardJson, ObjectNode billing) {
        ObjectNode method = Json.object().put("id", Kind.PAYMENT_METHOD.newId()).put("object", "payment_method");
        method.put("allow_redisplay", "unspecified").set("billing_details", billing);
        method.set("card", cardJson);
        method.put("created", tx.now).putNull("customer").put("livemode", false).putObject("metadata");
        method.put("type", "card");
        tx.put(Kind.PAYMENT_METHOD, method);
        tx.put(Kind.WALLET, Json.object().put("id", Json.id(method)).put("card", card.name()).put("set_up", false).put("used", false));
        return method;
    }

    /** The method of that id; a {@code pm_card_*} becomes a new one. */
    ObjectNode resolve(Tx tx, String id, String param) {
        return id.startsWith(TEST_CARD) ? materialise(tx, testCard(id, TEST_CARD, param)) : tx.fetch(Kind.PAYMENT_METHOD, id, param);
    }

    ObjectNode materialise(Tx tx, Card card) { return materialise(tx, card, testCardJson(card), billing(null, Params.parse(""))); }

    static Card testCard(String id, String prefix, String param) {
        Card card = id.startsWith(prefix) ? Cards.byName(id.substring(prefix.length())) : null;
        if (card == null) {
            throw ApiError.missing(Kind.PAYMENT_METHOD, id, param);
        }
        return card;
    }

    static ObjectNode testCardJson(Card card) { return cardJson(card, 12, Year.now(ZoneOffset.UTC).getValue() + TEST_CARD_YEARS, true); }

    static ObjectNode wallet(View view, ObjectNode method) { return view.fetch(Kind.WALLET, Json.id(method), "payment_method"); }

    private Answer attach(Tx tx, Request request) {
        Params params = request.params().allow(Set.of("customer"));
        String customer = params.required("customer");
        Customers.live(tx, customer, "customer");
        return Answer.ok(attach(tx, resolve(tx, request.id(), "payment_method"), customer));
    }

    /** @throws ApiError 402 when the issuer refuses, 400 when the method is another customer's or used up */
    ObjectNode attach(Tx tx, ObjectNode method, String customer) {
        String saving = Cards.stored(Json.id(wallet(tx, method), "card")).saving();
        if (saving != null) {
            throw ApiError.declined(new Decline(saving));
        }
        checkUsable(tx, method, customer);
        return fasten(tx, method, customer);
    }

    /** @throws ApiError 400 when the method is another customer's or used up */
    static void checkUsable(View view, ObjectNode method, @Nullable String customer) {
        String owner = Json.text(method, "customer");
        if (owner != null && !owner.equals(customer)) {
            throw ApiError.invalid(null, "The payment method " + Json.id(method) + " belongs to another customer; name its customer.",
                    "payment_method");
        }
        if (owner == null && wallet(view, method).path("used").asBoolean()) {
            throw ApiError.invalid(null, "The payment method " + Json.id(method)
                    + " was used without being attached, or was detached. It may not be used again: attach a new one to a Customer first.",
                    "payment_method");
        }
    }

    /** Gives the method to the customer, without asking anybody. */
    ObjectNode fasten(Tx tx, ObjectNode method, String customer) {
        if (Json.is(method, "customer", customer)) {
            return method;
        }
        method.put("customer", customer);
        tx.put(Kind.PAYMENT_METHOD, method);
        tx.emit("payment_method.attached", method);
        return method;
    }

    ObjectNode detach(Tx tx, ObjectNode method) {
        String owner = Json.id(method, "customer");
        method.putNull("customer");
        tx.put(Kind.PAYMENT_METHOD, method);
        tx.put(Kind.WALLET, wallet(tx, method).put("used", true));
        ObjectNode customer = tx.find(Kind.CUSTOMER, owner);
        if (customer != null && Json.is(customer.path("invoice_settings"), "default_payment_method", Json.id(method))) {
            customer.withObject("/invoice_settings").putNull("default_payment_method");
            tx.put(Kind.CUSTOMER, customer);
        }
        tx.emit("payment_method.detached", method, Json.object().put("customer", owner));
        return method;
    }

    private Answer update(Tx tx, Request request) {
        Params params = request.params().allow(Set.of("card", "billing_details", "metadata", "allow_redisplay"));
        ObjectNode method = tx.fetch(Kind.PAYMENT_METHOD, request.id(), "payment_method");
        ObjectNode before = method.deepCopy();
        method.set("billing_details", billing((ObjectNode) method.get("billing_details"), params.nested("billing_details")));
        Params card = params.nested("card").allow(Set.of("exp_month", "exp_year"));
        ObjectNode json = method.withObject("/card");
        json.put("exp_month", card.integer("exp_month", json.path("exp_month").asLong()));
        json.put("exp_year", card.integer("exp_year", json.path("exp_year").asLong()));
        method.put("allow_redisplay", params.text("allow_redisplay", Json.id(method, "allow_redisplay")));
        Metadata.merge(method, params);
        tx.put(Kind.PAYMENT_METHOD, method);
        tx.emit("payment_method.updated", method, Customers.changed(before, method));
        return Answer.ok(method);
    }

    /** Billing details with what is given laid over what is there. */
    static ObjectNode billing(@Nullable ObjectNode present, Params given) {
        ObjectNode billing = Json.object();
        ObjectNode said = given.allow(Set.copyOf(BILLING)).json();
        for (String field : BILLING) {
            billing.set(field, said.has(field) ? said.get(field) : present == null ? null : present.get(field));
        }
        if (!billing.path("address").isObject()) {
            ObjectNode address = billing.putObject("address");
            List.of("city", "country", "line1", "line2", "postal_code", "state").forEach(address::putNull);
        }
        return billing;
    }

    private static ObjectNode cardJson(Card card, long month, long year, boolean cvc) {
        ObjectNode json = Json.object().put("brand", card.brand());
        json.putObject("checks").putNull("address_line1_check").putNull("address_postal_code_check").put("cvc_check", cvc ? "pass" : null);
        json.put("country", card.country()).put("display_brand", card.brand()).put("exp_month", month).put("exp_year", year);
        json.put("fingerprint", card.fingerprint()).put("funding", card.funding()).putNull("generated_from").put("last4", card.last4());
        json.putObject("networks").putNull("preferred").putArray("available").add(card.brand());
        json.put("regulated_status", "unregulated").putObject("three_d_secure_usage").put("supported", card.secure() != Card.Secure.NONE);
        return json.putNull("wallet");
    }
}
