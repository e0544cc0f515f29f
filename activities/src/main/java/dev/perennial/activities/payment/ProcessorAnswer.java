package dev.perennial.activities.payment;

import dev.perennial.core.money.Money;
import dev.perennial.core.payment.Payment;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentMethod.Card;
import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the processor says about a try. */
public sealed interface ProcessorAnswer {
    record Succeeded(String intentId, @Nullable Charged charge, @Nullable Method method) implements ProcessorAnswer {}

    /**
     * @param declineCode the bank's reason where it gave one, else the processor's
     * @param message a sentence for people
     * @param methodIsGone whether nothing can be charged to the saved method any more
     * @param mayStillSucceed whether the try is still open at the processor: the payer's page could make it succeed
     */
    record Declined(@Nullable String intentId, @Nullable Charged charge, String declineCode, String message, boolean methodIsGone,
            boolean mayStillSucceed) implements ProcessorAnswer {
        /** The same decline, as it stands since the processor has ended the try. */
        Declined endedAs(Declined ended) {
            return new Declined(ended.intentId, ended.charge == null ? charge : ended.charge, declineCode, message, methodIsGone,
                    ended.mayStillSucceed);
        }
    }

    /** @param clientSecret lets the payer's page finish the try */
    record RequiresAction(String intentId, @Nullable String clientSecret) implements ProcessorAnswer {}

    record Processing(String intentId, @Nullable Charged charge) implements ProcessorAnswer {}

    /**
     * No answer: the effect may or may not be there.
     *
     * @param intentId what the processor calls the try, where that much is known
     */
    record Unknown(Reason reason, @Nullable String intentId) implements ProcessorAnswer {
        public Unknown(Reason reason) { this(reason, null); }
    }

    /**
     * The processor does not take the request, for what is no customer's fault: a wrong key or account, or a parameter it does not know. It has had no effect.
     *
     * @param message for the operator
     */
    record Refused(String code, String message) implements ProcessorAnswer {}

    /** Why an outcome is unknown; it decides under which key the question is asked again. */
    enum Reason {
        /** Nothing came back: the processor knows the key if it got the request. */
        NO_ANSWER,
        /** The processor failed, and would repeat that failure under the same key. */
        SERVER_ERROR
    }

    /** What counts most of several tries comes first: money that was taken, then money that may be. */
    Comparator<ProcessorAnswer> BEST_FIRST = Comparator.comparingInt(answer -> switch (answer) {
        case Succeeded _ -> 0;
        case Processing _ -> 1;
        case RequiresAction _ -> 2;
        case Unknown _ -> 3;
        case Declined no -> no.mayStillSucceed() ? 4 : 5;
        case Refused _ -> 6;
    });

    /** A charge of the processor's, whatever its end. */
    record Charged(String id, String status, Money amount, String methodType, Map<String, Object> methodMetadata, @Nullable String declineReason,
            @Nullable String declineMessage, @Nullable String riskLevel, @Nullable Long riskScore, @Nullable Settled settlement) {

        /** As it is kept of a person who is to be forgotten: what tells a card to whoever has it, and nothing to others. */
        Charged withoutPerson() {
            Map<String, Object> kept = new HashMap<>(methodMetadata);
            kept.keySet().retainAll(Set.of("brand", "last4"));
            return new Charged(id, status, amount, methodType, kept, declineReason, declineMessage, riskLevel, riskScore, settlement);
        }

        /** Our row of it. */
        Payment paymentOf(PaymentAttempt attempt, Instant now) {
            return new Payment(UUID.randomUUID(), now, null, attempt.organizationId(), attempt.customerId(), attempt.checkoutId(), attempt.orderId(),
                    attempt.id(), id, Payment.Status.of(status), amount, methodType, methodMetadata, attempt.trigger(), declineReason,
                    declineMessage);
        }
    }

    /**
     * What arrived on our balance: the amount before the processor's fee, and that fee, in the settlement currency.
     *
     * @param availableAt from when on we can dispose of it, in the processor's time, which is real
     */
    record Settled(Money amount, Money fee, RealInstant availableAt) {}

    /** The means of payment that was used, for later. */
    record Method(String processorId, String type, @Nullable Card card) {}
}
