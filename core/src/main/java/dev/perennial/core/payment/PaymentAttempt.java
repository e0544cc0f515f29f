package dev.perennial.core.payment;

import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.Order;
import dev.perennial.core.time.RealInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One try to take money or to save a card. Its row is committed before the processor is called; its id is the idempotency key of that call and stands in
 * the processor's metadata, so the try can be found again whatever was lost.
 *
 * @param commandId the command it was made for, answered by what comes of it
 * @param startedAt real time of the first call
 * @param keySince real time since when the present idempotency key is in use: the processor keeps a key for 24 h
 * @param askedAt real time of the last request whose effect is not known, or null when every request is known to have had none
 */
public record PaymentAttempt(UUID id, Instant createdAt, Kind kind, UUID organizationId, UUID customerId, @Nullable UUID checkoutId,
        @Nullable UUID orderId,
        @Nullable UUID commandId, Trigger trigger, Money amount, @Nullable UUID paymentMethodId, State state, @Nullable String intentId,
        @Nullable String clientSecret,
        @Nullable String declineCode, boolean setDefault, int generation,
        RealInstant startedAt, RealInstant keySince, @Nullable RealInstant askedAt) {

    /** Stripe forgets an idempotency key after 24 h: an hour earlier we stop relying on it. */
    private static final Duration KEY_LIFETIME = Duration.ofHours(23);

    /** Why an outcome is open, in place of a decline code: the processor does not take our request, for what is no customer's fault. */
    public static final String REFUSED = "REFUSED";

    /** How long the payer has to confirm with the bank before the try is called off. */
    public static final Duration PAYER_TIMEOUT = Duration.ofMinutes(30);

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

    /** A new try to take what a confirmed session costs, as far as a card can be charged it. */
    public static PaymentAttempt ofCheckout(Checkout checkout, UUID customerId, UUID commandId, Instant now, RealInstant realNow) {
        return new PaymentAttempt(UUID.randomUUID(), now, Kind.PAYMENT, checkout.organizationId(), customerId, checkout.id(), null, commandId,
                Trigger.PURCHASE, checkout.amount().chargeable(), null, State.STARTED, null, null, null, false, 0, realNow, realNow, null);
    }

    /**
     * A new try to charge what is due on an order, as far as a card can be charged it.
     *
     * @param paymentMethodId the saved method, or null when the customer enters one
     * @param commandId the command that asked for it, or null when the schedule did
     */
    public static PaymentAttempt ofOrder(Order order, Trigger trigger, @Nullable UUID paymentMethodId, @Nullable UUID commandId, Instant now,
            RealInstant realNow) {
        return new PaymentAttempt(UUID.randomUUID(), now, Kind.PAYMENT, order.organizationId(), order.customerId(), null, order.id(), commandId,
                trigger,
                order.charged(), paymentMethodId, State.STARTED, null, null, null, false, 0, realNow, realNow, null);
    }

    public PaymentAttempt with(State newState, @Nullable String newIntentId, @Nullable String newClientSecret, @Nullable String newDeclineCode) {
        return new PaymentAttempt(id, createdAt, kind, organizationId, customerId, checkoutId, orderId, commandId, trigger, amount, paymentMethodId,
                newState,
                newIntentId == null ? intentId : newIntentId, newClientSecret == null ? clientSecret : newClientSecret, newDeclineCode, setDefault,
                generation, startedAt, keySince, askedAt);
    }

    /** When the payer's time to confirm is over, in billing time. */
    public Instant payerDeadline() { return createdAt.plus(PAYER_TIMEOUT); }

    /**
     * Whether the payer's time to confirm is over. A payment lives in the customer's time, as what it pays for does; a card set-up in real time.
     *
     * @param billingNow asked for a payment alone
     */
    public boolean isPayerTooLate(Supplier<Instant> billingNow, RealInstant realNow) {
        return switch (kind) {
            case PAYMENT -> !billingNow.get().isBefore(payerDeadline());
            case SETUP -> !realNow.isBefore(startedAt.plus(PAYER_TIMEOUT));
        };
    }

    /**
     * When the processor is asked how an open try stands, in billing time: at once when the last call got no answer, else when the payer's time is over. What
     * goes on after that, as a bank debit does, is asked about again and again.
     */
    public Instant nextLookAt(Instant now) {
        if (state == State.UNKNOWN) {
            return now;
        }
        return payerDeadline().isAfter(now) ? payerDeadline() : now.plus(PAYER_TIMEOUT);
    }

    /** When a card set-up is looked at next, in real time: every half hour since it began. No test clock wakes it, since the customer and the bank are real. */
    public RealInstant nextRealLookAt(RealInstant realNow) {
        long past = Math.max(0, startedAt.until(realNow).dividedBy(PAYER_TIMEOUT));
        return startedAt.plus(PAYER_TIMEOUT.multipliedBy(past + 1));
    }

    /** The key of the next call: the same for every repeat until it is known that a call had no effect. */
    public String idempotencyKey() {
        return "attempt/" + id + "/" + generation;
    }

    /** Whether the processor has not taken the last request, for what is no customer's fault. */
    public boolean isHeld() {
        return state == State.UNKNOWN && REFUSED.equals(declineCode);
    }

    /** Whether a payer waits for the outcome now, at a checkout or with a card to be saved; an order's charge has time. */
    public boolean isForWaitingPayer() {
        return orderId == null;
    }

    /** Whether the present key is too old to rely on: the processor may have forgotten it, and would act a second time. */
    public boolean keyIsOld(RealInstant realNow) {
        return realNow.isAfter(keySince.plus(KEY_LIFETIME));
    }

    /**
     * Whether a request of which nothing is known can still be under way, so that no other key may be used.
     *
     * @param lifetime after which a request that got no answer is surely over
     */
    public boolean mayBeUnderWay(RealInstant realNow, Duration lifetime) { return askedAt != null && realNow.isBefore(askedAt.plus(lifetime)); }

    /** Every request up to now is known to have had no effect, or is over without one: the next goes out under a new key, at this instant. */
    public PaymentAttempt underNewKey(RealInstant realNow) {
        return new PaymentAttempt(id, createdAt, kind, organizationId, customerId, checkoutId, orderId, commandId, trigger, amount, paymentMethodId,
                State.UNKNOWN, intentId, clientSecret, null, setDefault, generation + 1, startedAt, realNow, realNow);
    }

    /** Whether a request has gone out at this instant of which nothing is known yet; null when all are known to have had no effect. */
    public PaymentAttempt asked(@Nullable RealInstant at) {
        return new PaymentAttempt(id, createdAt, kind, organizationId, customerId, checkoutId, orderId, commandId, trigger, amount, paymentMethodId,
                state, intentId, clientSecret, declineCode, setDefault, generation, startedAt, keySince, at);
    }

    /** A try to keep a customer's card, under an id chosen by whoever asks. It takes no money. */
    public static PaymentAttempt ofCard(UUID id, Customer customer, Currency currency, UUID commandId, boolean setDefault, Instant now,
            RealInstant realNow) {
        return new PaymentAttempt(id, now, Kind.SETUP, customer.organizationId(), customer.id(), null, null, commandId, Trigger.PURCHASE,
                Money.zero(currency), null, State.STARTED, null, null, null, setDefault, 0, realNow, realNow, null);
    }

    /** Whether the card becomes the customer's default once it is saved. */
    public PaymentAttempt settingDefault(boolean wanted) {
        return new PaymentAttempt(id, createdAt, kind, organizationId, customerId, checkoutId, orderId, commandId, trigger, amount, paymentMethodId,
                state,
                intentId, clientSecret, declineCode, wanted, generation, startedAt, keySince, askedAt);
    }

    /** The card is kept as this method. */
    public PaymentAttempt keptAs(UUID method) {
        return new PaymentAttempt(id, createdAt, kind, organizationId, customerId, checkoutId, orderId, commandId, trigger, amount, method, state,
                intentId,
                clientSecret, declineCode, setDefault, generation, startedAt, keySince, askedAt);
    }
}
