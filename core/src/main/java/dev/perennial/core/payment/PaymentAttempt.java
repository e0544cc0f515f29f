package dev.perennial.core.payment;

import dev.perennial.core.money.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One try to take money or to save a card. Its row is committed before the processor is called; its id is the idempotency key of that call and stands in
 * the processor's metadata, so the try can be found again whatever was lost.
 *
 * @param commandId the command it was made for, answered by what comes of it
 * @param startedAt real time of the first call: the processor keeps an idempotency key for 24 h
 */
public record PaymentAttempt(UUID id, Instant createdAt, Kind kind, UUID organizationId, UUID customerId, @Nullable UUID checkoutId,
        @Nullable UUID orderId,
        @Nullable UUID commandId, Trigger trigger, Money amount, @Nullable UUID paymentMethodId, State state, @Nullable String intentId,
        @Nullable String clientSecret,
        @Nullable String declineCode, boolean setDefault, int generation,
        Instant startedAt) {

    /** Whether money is taken or a card is kept for later. */
    public enum Kind {
        PAYMENT, SETUP;

        public String wire() { return name().toLowerCase(Locale.ROOT); }
    }

    /** Why the try was made (spec 04 §2). */
    public enum Trigger {
        PURCHASE, SUBSCRIPTION_CYCLE, RETRY_DUNNING, RETRY_CUSTOMER, RETRY_PAYMENT_METHOD_UPDATE;

        public String wire() { return name().toLowerCase(Locale.ROOT); }

        public static Trigger of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }

        /** Whether a failure of such a try moves the dunning schedule on. */
        public boolean countsForDunning() {
            return switch (this) {
                case PURCHASE, SUBSCRIPTION_CYCLE, RETRY_DUNNING -> true;
                case RETRY_CUSTOMER, RETRY_PAYMENT_METHOD_UPDATE -> false;
            };
        }
    }

    /** How the try stands. Unknown means the call got no answer: the processor has to be asked. */
    public enum State {
        STARTED, UNKNOWN, REQUIRES_ACTION, PROCESSING, SUCCEEDED, FAILED;

        public String wire() { return name().toLowerCase(Locale.ROOT); }

        public boolean isOpen() {
            return switch (this) {
                case STARTED, UNKNOWN, REQUIRES_ACTION, PROCESSING -> true;
                case SUCCEEDED, FAILED -> false;
            };
        }
    }

    public PaymentAttempt with(State newState, @Nullable String newIntentId, @Nullable String newClientSecret, @Nullable String newDeclineCode) {
        return new PaymentAttempt(id, createdAt, kind, organizationId, customerId, checkoutId, orderId, commandId, trigger, amount, paymentMethodId,
                newState,
                newIntentId == null ? intentId : newIntentId, newClientSecret == null ? clientSecret : newClientSecret, newDeclineCode, setDefault,
                generation, startedAt);
    }
}
