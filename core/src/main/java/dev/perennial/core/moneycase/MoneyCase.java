package dev.perennial.core.moneycase;

import dev.perennial.core.money.Money;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.time.RealInstant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment that did not go the way it was meant to. There is one per intent of an attempt, however often the processor tells of it; all its times are real.
 *
 * @param intentId the processor's id of the payment
 * @param tries how often what has to be done about it was tried
 * @param nextTryAt when it is tried again: to look into the payment while its refund is not decided, else to refund it, else to ask what became
 *     of the refund; null when nothing is left to be tried
 * @param closedAt when a person, or what came of it, closed it
 */
public record MoneyCase(UUID id, RealInstant openedAt, Kind kind, UUID organizationId, UUID customerId, UUID attemptId, @Nullable UUID checkoutId,
        @Nullable UUID orderId, String intentId, Money amount, Refund refund, @Nullable String refundId, int tries, @Nullable RealInstant nextTryAt,
        @Nullable String problem, @Nullable RealInstant closedAt, @Nullable String note) {

    /** Why the money can't buy what it was paid for. */
    public enum Kind {
        /** The processor tells of a payment that our rows don't show; it has not been looked into yet. */
        UNEXPECTED_PAYMENT("told of by the processor and is not in our books"),
        /** What it was for has been paid by another payment, or is being paid by one. */
        PAID_TWICE("paid a second time"),
        /** What it was for is over, or is not the same any more. */
        PAID_TOO_LATE("paid after the session or the order was over, or had changed"),
        /** The customer was deleted while the payment was under way. */
        CUSTOMER_DELETED("paid by a customer who was deleted meanwhile"),
        /** The merchant may not take money any more. */
        MERCHANT_STOPPED("paid to a merchant who was stopped meanwhile"),
        /** The customer has the one subscription that the merchant allows. */
        ALREADY_SUBSCRIBED("paid for a second subscription where one is allowed"),
        /** A deleted customer's card arrived at the processor and has to be forgotten there. No money is in it. */
        CARD_OF_DELETED_CUSTOMER("saved as a card by a customer who was deleted meanwhile");

        private final String words;

        Kind(String words) { this.words = words; }

        public String wire() { return name().toLowerCase(Locale.ROOT); }

        public static Kind of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }

        /** What was done to the money, for people: {@code paid a second time}. */
        public String words() { return words; }
    }

    /** How giving the money back stands. */
    public enum Refund {
        /** It is not decided whether any has to be given back, or none has. */
        NONE,
        /** It has to be given back, and is tried. */
        DUE,
        /** The processor has taken the refund. */
        DONE,
        /** It was tried as long as that makes sense: a person has to do it. */
        FAILED;

        public String wire() { return name().toLowerCase(Locale.ROOT); }

        public static Refund of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }
    }

    /** A payment the processor has told of, to be looked into at once by whoever owns the attempt. */
    public static MoneyCase noticed(PaymentAttempt attempt, String intentId, RealInstant now) {
        return of(attempt, intentId, attempt.amount(), Kind.UNEXPECTED_PAYMENT, Refund.NONE, RefundSchedule.afterFirst(now), now);
    }

    /**
     * Money that has to go back, or a card that has to be forgotten: tried at once by whoever opens the case, and later if that is lost.
     *
     * @param taken what was really taken
     */
    public static MoneyCase toGiveBack(PaymentAttempt attempt, String intentId, Money taken, Kind why, RealInstant now) {
        return of(attempt, intentId, taken, why, Refund.DUE, RefundSchedule.afterFirst(now), now);
    }

    private static MoneyCase of(PaymentAttempt attempt, String intentId, Money amount, Kind kind, Refund refund, RealInstant next, RealInstant now) {
        return new MoneyCase(UUID.randomUUID(), now, kind, attempt.organizationId(), attempt.customerId(), attempt.id(), attempt.checkoutId(),
                attempt.orderId(), intentId, amount, refund, null, 0, next, null, null, null);
    }

    /** The same for every repeat, so that the money goes back once. */
    public String refundKey() { return "refund/" + attemptId + "/" + intentId; }

    /** Whether it is not known yet what becomes of the payment; so it stays when nobody tries any more, since the processor may tell of it again. */
    public boolean isUndecided() {
        return refund == Refund.NONE && closedAt == null;
    }

    public boolean isRefundDue() { return refund == Refund.DUE; }

    /** Whether it has to be asked what became of the refund. */
    public boolean isRefundUnderWay() {
        return refund == Refund.DONE && nextTryAt != null;
    }

    /** The payment was looked into: its money has to go back. */
    public MoneyCase toGiveBack(Money taken, Kind why, RealInstant now) {
        return new MoneyCase(id, openedAt, why, organizationId, customerId, attemptId, checkoutId, orderId, intentId, taken, Refund.DUE, null, 0,
                RefundSchedule.afterFirst(now), null, null, null);
    }

    /** The money is on its way back: what became of it is asked later. A person still has to see it. */
    public MoneyCase refunded(String newRefundId, RealInstant now) {
        return new MoneyCase(id, openedAt, kind, organizationId, customerId, attemptId, checkoutId, orderId, intentId, amount, Refund.DONE,
                newRefundId, 0, RefundSchedule.afterFirst(now), null, closedAt, note);
    }

    /** The money is back, and the books have all of it. */
    public MoneyCase arrived() {
        return new MoneyCase(id, openedAt, kind, organizationId, customerId, attemptId, checkoutId, orderId, intentId, amount, Refund.DONE, refundId,
                tries, null, null, closedAt, note);
    }

    /** The refund has come back: a person has to give the money back in another way, even where one has seen the case before. */
    public MoneyCase cameBack(String why) {
        return new MoneyCase(id, openedAt, kind, organizationId, customerId, attemptId, checkoutId, orderId, intentId, amount, Refund.FAILED,
                refundId,
                tries, null, why, null, null);
    }

    /** What was tried did not work: tried again by the schedule, and at its end left to a person. */
    public MoneyCase failed(String why, RealInstant now) {
        RealInstant next = RefundSchedule.next(tries + 1, now).orElse(null);
        Refund then = next == null && refund == Refund.DUE ? Refund.FAILED : refund;
        return new MoneyCase(id, openedAt, kind, organizationId, customerId, attemptId, checkoutId, orderId, intentId, amount, then, refundId,
                tries + 1, next, why, closedAt, note);
    }

    /** The processor has forgotten a deleted customer's card: nobody has to see that. */
    public MoneyCase cardForgotten(RealInstant now) {
        return new MoneyCase(id, openedAt, kind, organizationId, customerId, attemptId, checkoutId, orderId, intentId, amount, Refund.NONE, null,
                tries + 1, null, null, now, "The card was forgotten.");
    }

    /** Nothing is left to be done about it. */
    public MoneyCase closed(String why, RealInstant now) {
        return new MoneyCase(id, openedAt, kind, organizationId, customerId, attemptId, checkoutId, orderId, intentId, amount, refund, refundId,
                tries, null, problem, now, why);
    }
}
