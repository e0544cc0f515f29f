package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** {@code /v1/refunds}. Most succeed at once; two test cards show one that takes its time and one that fails afterwards. */
final class Refunds {
    static final String ARRIVE = "refund_arrives";
    static final String BOUNCE = "refund_bounces";
    private final Later later;

    Refunds(Later later) { this.later = later; }

    void routes(Router router) {
        router.post("/v1/refunds", this::create);
        router.get("/v1/refunds", (view, request) -> Answer.ok(Lists.page(view, Kind.REFUND, request, "charge", "payment_intent")));
        router.get("/v1/refunds/{id}", (view, request) -> Answer.ok(view.fetch(Kind.REFUND, request.id(), "id")));
        router.post("/v1/refunds/{id}", (tx, request) -> {
            ObjectNode refund = tx.fetch(Kind.REFUND, request.id(), "id");
            Metadata.merge(refund, request.params().allow(Set.of("metadata")));
            tx.put(Kind.REFUND, refund);
            tx.emit("refund.updated", refund);
            return Answer.ok(refund);
        });
    }

    private Answer create(Tx tx, Request request) {
        Params params = request.params().allow(Set.of("charge", "payment_intent", "amount", "reason", "metadata", "instructions_email"));
        ObjectNode charge = chargeOf(tx, params);
        long left = charge.path("amount_captured").asLong() - charge.path("amount_refunded").asLong();
        if (left == 0) {
            throw ApiError.invalid("charge_already_refunded", "Charge " + Json.id(charge) + " has already been refunded.", null);
        }
        long amount = params.integer("amount", left);
        if (amount < 1 || amount > left) {
            throw ApiError.invalid(amount < 1 ? "parameter_invalid_integer" : null, "A refund of " + amount + " is not possible: " + left
                    + " of the charge is left.", "amount");
        }
        String reason = params.has("reason") ? params.choice("reason", "", Set.of("duplicate", "fraudulent", "requested_by_customer")) : null;
        Card.Refunding course = course(tx, charge);
        ObjectNode refund = Json.object().put("id", Kind.REFUND.newId()).put("object", "refund").put("amount", amount).putNull("balance_transaction")
                .put("charge", Json.id(charge)).put("created", tx.now).put("currency", Json.id(charge, "currency"));
        refund.putObject("destination_details").put("type", "card").putObject("card").put("type", "refund").put("reference_status", "pending");
        refund.putObject("metadata");
        refund.put("payment_intent", Json.text(charge, "payment_intent")).put("reason", reason).putNull("receipt_number").putNull(
                "source_transfer_reversal").put("status", course == Card.Refunding.PENDING_THEN_SUCCEEDS ? "pending" : "succeeded").putNull(
                        "transfer_reversal");
        Metadata.merge(refund, params);
        refund.put("balance_transaction", Json.id(Balance.ofRefund(tx, refund)));
        tx.put(Kind.REFUND, refund);
        giveBack(tx, charge, amount);
        tx.emit("refund.created", refund);
        tx.emit("charge.refunded", charge);
        switch (course) {
            case SUCCEEDS -> {}
            case PENDING_THEN_SUCCEEDS -> later.plan(tx, ARRIVE, Json.id(refund));
            case SUCCEEDS_THEN_FAILS -> later.plan(tx, BOUNCE, Json.id(refund));
        }
        return Answer.ok(refund);
    }

    void arrive(Tx tx, String id) {
        ObjectNode refund = tx.fetch(Kind.REFUND, id, "id").put("status", "succeeded");
        tx.put(Kind.REFUND, refund);
        tx.emit("refund.updated", refund, Json.object().put("status", "pending"));
    }

    void bounce(Tx tx, String id) {
        ObjectNode refund = tx.fetch(Kind.REFUND, id, "id");
        refund.put("status", "failed").put("failure_reason", "expired_or_canceled_card").put("failure_balance_transaction", Json.id(Balance
                .ofFailedRefund(tx, refund)));
        tx.put(Kind.REFUND, refund);
        giveBack(tx, tx.fetch(Kind.CHARGE, Json.id(refund, "charge"), "charge"), -refund.path("amount").asLong());
        tx.emit("refund.updated", refund, Json.object().put("status", "succeeded"));
        tx.emit("refund.failed", refund);
    }

    private static void giveBack(Tx tx, ObjectNode charge, long amount) {
        long refunded = charge.path("amount_refunded").asLong() + amount;
        charge.put("amount_refunded", refunded).put("refunded", refunded == charge.path("amount").asLong());
        tx.put(Kind.CHARGE, charge);
    }

    private static ObjectNode chargeOf(Tx tx, Params params) {
        String chargeId = params.text("charge");
        if (chargeId == null) {
            ObjectNode intent = tx.fetch(Kind.PAYMENT_INTENT, params.required("payment_intent"), "payment_intent");
            chargeId = Json.is(intent, "status", "succeeded") ? Json.text(intent, "latest_charge") : null;
            if (chargeId == null) {
                throw ApiError.invalid(null, "The payment intent " + Json.id(intent) + " has no successful charge to refund.", "payment_intent");
            }
        }
        ObjectNode charge = tx.fetch(Kind.CHARGE, chargeId, "charge");
        if (!Json.is(charge, "status", "succeeded") || !charge.path("captured").asBoolean()) {
            throw ApiError.invalid("charge_not_refundable", "Charge " + chargeId + " was not paid.", "charge");
        }
        return charge;
    }

    private static Card.Refunding course(Tx tx, ObjectNode charge) {
        ObjectNode wallet = tx.find(Kind.WALLET, Json.id(charge, "payment_method"));
        return wallet == null ? Card.Refunding.SUCCEEDS : Cards.stored(Json.id(wallet, "card")).refunding();
    }
}
