package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** {@code /v1/balance_transactions}: what reaches the account, in US dollars, less 2.9 % and 30 cents for each charge. */
final class Balance {
    private static final BigDecimal FEE_RATE = new BigDecimal("0.029");
    private static final long FEE_FIXED = 30;
    private static final long DAYS_TO_AVAILABLE = 2 * 86_400L;

    private Balance() {}

    static void routes(Router router) {
        router.get("/v1/balance_transactions", (view, request) -> Answer.ok(Lists.page(view, Kind.BALANCE_TRANSACTION, request, "type", "source",
                "currency")));
        router.get("/v1/balance_transactions/{id}", (view, request) -> Answer.ok(view.fetch(Kind.BALANCE_TRANSACTION, request.id(), "id")));
    }

    /** Half a cent of the percentage goes away from zero. */
    static long fee(long cents) {
        return BigDecimal.valueOf(cents).multiply(FEE_RATE).setScale(0, RoundingMode.HALF_UP).longValueExact() + FEE_FIXED;
    }

    static ObjectNode ofCharge(Tx tx, ObjectNode charge) {
        long amount = charge.path("amount_captured").asLong();
        return write(tx, "charge", charge, amount, fee(Currencies.toCents(amount, Json.id(charge, "currency"))));
    }

    /** A refund costs nothing, and the charge's fee is not given back. */
    static ObjectNode ofRefund(Tx tx, ObjectNode refund) {
        return write(tx, "refund", refund, -refund.path("amount").asLong(), 0);
    }

    static ObjectNode ofFailedRefund(Tx tx, ObjectNode refund) { return write(tx, "refund_failure", refund, refund.path("amount").asLong(), 0); }

    private static ObjectNode write(Tx tx, String type, ObjectNode source, long minorUnits, long fee) {
        String currency = Json.id(source, "currency");
        long cents = Currencies.toCents(minorUnits, currency);
        ObjectNode transaction = Json.object().put("id", Kind.BALANCE_TRANSACTION.newId()).put("object", "balance_transaction").put("amount", cents)
                .put("available_on", tx.now + DAYS_TO_AVAILABLE).put("balance_type", "payments").put("created", tx.now).put("currency", "usd").put(
                        "description", Json.text(source, "description"))
                .put("exchange_rate", currency.equals("usd")
                        ? null
                        : Currencies
                                .centsPerMinorUnit(currency))
                .put("fee", fee);
        var details = transaction.putArray("fee_details");
        if (fee != 0) {
            details.addObject().put("amount", fee).putNull("application").put("currency", "usd").put("description", "processing").put("type",
                    "stripe_fee");
        }
        transaction.put("net", cents - fee).put("reporting_category", type).put("source", Json.id(source)).put("status", "pending").put("type", type);
        tx.put(Kind.BALANCE_TRANSACTION, transaction);
        return transaction;
    }
}
