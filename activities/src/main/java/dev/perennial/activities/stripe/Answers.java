package dev.perennial.activities.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.Refund;
import com.stripe.model.SetupIntent;
import dev.perennial.activities.payment.ProcessorAnswer;
import dev.perennial.activities.payment.RefundStanding;
import dev.perennial.activities.payment.ProcessorAnswer.Charged;
import dev.perennial.activities.payment.ProcessorAnswer.Declined;
import dev.perennial.activities.payment.ProcessorAnswer.Method;
import dev.perennial.activities.payment.ProcessorAnswer.Processing;
import dev.perennial.activities.payment.ProcessorAnswer.RequiresAction;
import dev.perennial.activities.payment.ProcessorAnswer.Settled;
import dev.perennial.activities.payment.ProcessorAnswer.Succeeded;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.payment.PaymentMethod.Card;
import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads Stripe's objects. */
final class Answers {
    private Answers() {}

    static ProcessorAnswer of(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case "succeeded" -> new Succeeded(intent.getId(), charged(intent.getLatestChargeObject()), method(intent.getPaymentMethodObject()));
            case "processing" -> new Processing(intent.getId(), charged(intent.getLatestChargeObject()));
            case "requires_action", "requires_confirmation" -> new RequiresAction(intent.getId(), intent.getClientSecret());
            case "requires_payment_method", "canceled" -> {
                var error = intent.getLastPaymentError();
                yield new Declined(intent.getId(), charged(intent.getLatestChargeObject()),
                        error == null ? "canceled" : orElse(error.getDeclineCode(), orElse(error.getCode(), "card_declined")),
                        error == null ? "The payment was not completed." : orElse(error.getMessage(), "The payment was declined."), false,
                        !intent.getStatus().equals("canceled"));
            }
            default -> throw new IllegalStateException("payment intent " + intent.getId() + " has the unknown status " + intent.getStatus());
        };
    }

    static ProcessorAnswer of(SetupIntent intent) {
        return switch (intent.getStatus()) {
            case "succeeded" -> new Succeeded(intent.getId(), null, method(intent.getPaymentMethodObject()));
            case "processing" -> new Processing(intent.getId(), null);
            case "requires_action", "requires_confirmation" -> new RequiresAction(intent.getId(), intent.getClientSecret());
            case "requires_payment_method", "canceled" -> {
                var error = intent.getLastSetupError();
                yield new Declined(intent.getId(), null,
                        error == null ? "canceled" : orElse(error.getDeclineCode(), orElse(error.getCode(), "card_declined")),
                        error == null ? "The card was not saved." : orElse(error.getMessage(), "The card was declined."), false,
                        !intent.getStatus().equals("canceled"));
            }
            default -> throw new IllegalStateException("setup intent " + intent.getId() + " has the unknown status " + intent.getStatus());
        };
    }

    /** A refund is taken from our balance: its figures are negative there, but for the fee. */
    static RefundStanding of(Refund refund) {
        Settled taken = settled(refund.getBalanceTransactionObject());
        return new RefundStanding(refund.getId(), refund.getStatus(),
                taken == null ? null : new Settled(taken.amount().negated(), taken.fee(), taken.availableAt()),
                settled(refund.getFailureBalanceTransactionObject()));
    }

    private static @Nullable Charged charged(@Nullable Charge charge) {
        if (charge == null) {
            return null;
        }
        var details = charge.getPaymentMethodDetails();
        String type = details == null ? "card" : details.getType();
        Map<String, Object> metadata = new LinkedHashMap<>();
        if (details != null && details.getCard() != null) {
            metadata.put("brand", details.getCard().getBrand());
            metadata.put("last4", details.getCard().getLast4());
            if (details.getCard().getCountry() != null) {
                metadata.put("country", details.getCard().getCountry());
            }
        }
        var outcome = charge.getOutcome();
        boolean failed = "failed".equals(charge.getStatus());
        return new Charged(charge.getId(), charge.getStatus(), new Money(charge.getAmount(), Currency.of(charge.getCurrency())), type, metadata,
                failed && outcome != null ? firstOf(outcome.getReason(), charge.getFailureCode()) : failed ? charge.getFailureCode() : null,
                failed && outcome != null
                        ? firstOf(outcome.getSellerMessage(), charge.getFailureMessage())
                        : failed ? charge.getFailureMessage() : null,
                outcome == null ? null : outcome.getRiskLevel(), outcome == null ? null : outcome.getRiskScore(),
                settled(charge.getBalanceTransactionObject()));
    }

    private static @Nullable Settled settled(@Nullable BalanceTransaction balance) {
        if (balance == null) {
            return null;
        }
        Currency currency = Currency.of(balance.getCurrency());
        return new Settled(new Money(balance.getAmount(), currency), new Money(balance.getFee(), currency),
                new RealInstant(Instant.ofEpochSecond(balance.getAvailableOn())));
    }

    private static @Nullable Method method(@Nullable PaymentMethod method) {
        if (method == null) {
            return null;
        }
        var card = method.getCard();
        return new Method(method.getId(), method.getType(),
                card == null
                        ? null
                        : new Card(card.getBrand(), card.getLast4(), card.getExpMonth().intValue(), card.getExpYear().intValue(),
                                card.getWallet() == null ? null : card.getWallet().getType(), card.getCountry(), card.getFingerprint()));
    }

    private static @Nullable String firstOf(@Nullable String value, @Nullable String fallback) { return value == null ? fallback : value; }

    private static String orElse(@Nullable String value, String fallback) { return value == null ? fallback : value; }
}
