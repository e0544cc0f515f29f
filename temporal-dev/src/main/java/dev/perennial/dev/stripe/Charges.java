package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/charges}: one for each attempt that reached the issuer, paid or not. */
final class Charges {
    static final String SETTLE = "settle";

    /** Whether charges wait for their balance transaction until somebody lets them have it. */
    private volatile boolean holding;

    void routes(Router router) {
        router.get("/v1/charges", (view, request) -> Answer.ok(Lists.page(view, Kind.CHARGE, request, "customer", "payment_intent")));
        router.get("/v1/charges/search", (view, request) -> Answer.ok(Search.page(view, Kind.CHARGE, request)));
        router.get("/v1/charges/{id}", (view, request) -> Answer.ok(view.fetch(Kind.CHARGE, request.id(), "charge")));
        router.post("/v1/charges/{id}", (tx, request) -> {
            Params params = request.params().allow(Set.of("metadata", "description", "receipt_email"));
            ObjectNode charge = tx.fetch(Kind.CHARGE, request.id(), "charge");
            ObjectNode before = charge.deepCopy();
            if (params.has("description")) {
                charge.put("description", params.text("description"));
            }
            if (params.has("receipt_email")) {
                charge.put("receipt_email", params.text("receipt_email"));
            }
            Metadata.merge(charge, params);
            tx.put(Kind.CHARGE, charge);
            tx.emit("charge.updated", charge, Customers.changed(before, charge));
            return Answer.ok(charge);
        });
    }

    /** A paid charge; settled at once unless the intent asks otherwise. */
    ObjectNode succeed(Tx tx, Later later, ObjectNode intent, ObjectNode method, @Nullable String authentication) {
        boolean captured = !Json.is(intent, "capture_method", "manual");
        ObjectNode charge = charge(tx, intent, method, authentication);
        charge.put("captured", captured).put("amount_captured", captured ? intent.path("amount").asLong() : 0);
        charge.put("paid", true).put("status", "succeeded");
        charge.set("outcome", Json.object().putNull("advice_code").putNull("network_advice_code").putNull("network_decline_code").put(
                "network_status", "approved_by_network").putNull("reason").put("risk_level", "normal").put("risk_score", 12).put("seller_message",
                        "Payment complete.")
                .put("type", "authorized"));
        tx.put(Kind.CHARGE, charge);
        if (captured) {
            settleOrPlan(tx, later, intent, charge);
        }
        return charge;
    }

    /** Holds settlements back from now on, or no more: what was held back is settled then, and told. */
    void hold(boolean wanted, Store store, Events events) {
        holding = wanted;
        if (wanted) {
            return;
        }
        List<String> held = new ArrayList<>();
        store.each(Kind.CHARGE, (id, charge) -> {
            if (charge.path("captured").asBoolean() && !Json.has(charge, "balance_transaction")) {
                held.add(id);
            }
        });
        store.transact(new Tx(store, events, Tx.Origin.ITSELF), tx -> {
            held.forEach(id -> settleLater(tx, id));
            return held;
        });
    }

    /** Makes the balance transaction at once for {@code capture_method=automatic}, else a moment later. */
    void settleOrPlan(Tx tx, Later later, ObjectNode intent, ObjectNode charge) {
        if (holding) {
            return;
        }
        if (Json.is(intent, "capture_method", "automatic_async")) {
            later.plan(tx, SETTLE, Json.id(charge));
        } else {
            settle(tx, charge);
        }
    }

    void settle(Tx tx, ObjectNode charge) {
        charge.put("balance_transaction", Json.id(Balance.ofCharge(tx, charge)));
        tx.put(Kind.CHARGE, charge);
    }

    /** What {@link #SETTLE} stands for. */
    void settleLater(Tx tx, String id) {
        ObjectNode charge = tx.fetch(Kind.CHARGE, id, "charge");
        if (!Json.has(charge, "balance_transaction")) {
            settle(tx, charge);
            tx.emit("charge.updated", charge, Json.object().putNull("balance_transaction"));
        }
    }

    ObjectNode fail(Tx tx, ObjectNode intent, ObjectNode method, Decline reason, @Nullable String authentication) {
        ObjectNode charge = charge(tx, intent, method, authentication);
        charge.put("captured", false).put("amount_captured", 0).put("paid", false).put("status", "failed");
        charge.put("failure_code", reason.code()).put("failure_message", reason.message());
        boolean blocked = reason.declineCode().equals("fraudulent");
        charge.set("outcome", Json.object().put("advice_code", reason.adviceCode()).putNull("network_advice_code").putNull("network_decline_code")
                .put("network_status", blocked ? "not_sent_to_network" : "declined_by_network").put("reason", blocked
                        ? "highest_risk_level"
                        : reason
                                .declineCode())
                .put("risk_level", blocked ? "highest" : "normal").put("risk_score", blocked ? 92 : 31).put("seller_message",
                        "The issuer declined with the code " + reason.declineCode() + ".")
                .put("type", blocked
                        ? "blocked"
                        : "issuer_declined"));
        tx.put(Kind.CHARGE, charge);
        return charge;
    }

    private static ObjectNode charge(Tx tx, ObjectNode intent, ObjectNode method, @Nullable String authentication) {
        ObjectNode charge = Json.object().put("id", Kind.CHARGE.newId()).put("object", "charge").put("amount", intent.path("amount").asLong());
        charge.put("amount_captured", 0).put("amount_refunded", 0).putNull("application").putNull("application_fee").putNull(
                "application_fee_amount").putNull("balance_transaction");
        charge.set("billing_details", method.get("billing_details"));
        String suffix = Json.text(intent, "statement_descriptor_suffix");
        charge.put("calculated_statement_descriptor", suffix == null ? "SANDBOX" : "SANDBOX* " + suffix);
        charge.put("captured", false).put("created", tx.now).put("currency", Json.id(intent, "currency")).put("customer", Json.text(intent,
                "customer")).put("description", Json.text(intent, "description")).put("disputed", false);
        charge.putNull("failure_balance_transaction").putNull("failure_code").putNull("failure_message").putObject("fraud_details");
        charge.put("livemode", false).set("metadata", intent.path("metadata").deepCopy());
        charge.putNull("on_behalf_of").putNull("outcome").put("paid", false).put("payment_intent", Json.id(intent)).put("payment_method", Json.id(
                method));
        ObjectNode details = charge.putObject("payment_method_details");
        details.set("card", cardDetails(intent, method, authentication));
        details.put("type", "card");
        charge.put("receipt_email", Json.text(intent, "receipt_email")).putNull("receipt_number").putNull("receipt_url").put("refunded", false)
                .putNull("review").set("shipping", intent.get("shipping"));
        charge.putNull("source").putNull("source_transfer").put("statement_descriptor", Json.text(intent, "statement_descriptor")).put(
                "statement_descriptor_suffix", suffix).put("status", "pending").putNull("transfer_data").putNull("transfer_group");
        return charge;
    }

    private static ObjectNode cardDetails(ObjectNode intent, ObjectNode method, @Nullable String authentication) {
        ObjectNode card = ((ObjectNode) method.path("card")).deepCopy();
        String brand = Json.id(card, "brand");
        card.remove(List.of("display_brand", "networks", "three_d_secure_usage", "generated_from"));
        card.put("amount_authorized", intent.path("amount").asLong()).putNull("authorization_code").putNull("installments").putNull("mandate").put(
                "network", brand).putObject("network_token").put("used", false);
        if (authentication == null) {
            return card.putNull("three_d_secure");
        }
        boolean challenge = authentication.equals("challenge");
        card.putObject("three_d_secure").put("authentication_flow", authentication).put("electronic_commerce_indicator", challenge ? "05" : "06").put(
                "result", challenge ? "authenticated" : "attempt_acknowledged").putNull("result_reason").put("version", "2.2.0");
        return card;
    }
}
