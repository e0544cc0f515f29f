package dev.perennial.activities.payment;

import dev.perennial.core.money.Money;
import dev.perennial.core.payment.PaymentMethod.Card;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the processor says about a try. */
public sealed interface ProcessorAnswer {
    record Succeeded(String intentId, @Nullable Charged charge, @Nullable Method method) implements ProcessorAnswer {}

    /**
     * @param declineCode the bank's reason where it gave one, else the processor's
     * @param message a sentence for people
     */
    record Declined(@Nullable String intentId, @Nullable Charged charge, String declineCode, String message,
            boolean methodIsGone) implements ProcessorAnswer {}

    /** @param clientSecret lets the payer's page finish the try */
    record RequiresAction(String intentId, @Nullable String clientSecret) implements ProcessorAnswer {}

    record Processing(String intentId, @Nullable Charged charge) implements ProcessorAnswer {}

    /** No answer: the effect may or may not be there. */
    record Unknown(Reason reason) implements ProcessorAnswer {}

    /** Why an outcome is unknown; it decides under which key the question is asked again. */
    enum Reason {
        /** Nothing came back: the processor knows the key if it got the request. */
        NO_ANSWER,
        /** The processor failed, and would repeat that failure under the same key. */
        SERVER_ERROR
    }

    /** A charge of the processor's, whatever its end. */
    record Charged(String id, String status, Money amount, String methodType, Map<String, Object> methodMetadata, @Nullable String declineReason,
            @Nullable String declineMessage, @Nullable String riskLevel, @Nullable Long riskScore, @Nullable Settled settlement) {}

    /**
     * What arrived on our balance: the amount before the processor's fee, and that fee, in the settlement currency.
     *
     * @param availableAt from when on we can dispose of it, in the processor's time
     */
    record Settled(Money amount, Money fee, Instant availableAt) {}

    /** The means of payment that was used, for later. */
    record Method(String processorId, String type, @Nullable Card card) {}
}
