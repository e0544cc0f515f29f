package dev.perennial.activities.payment;

import dev.perennial.activities.payment.Books.Unearned;
import dev.perennial.activities.payment.ProcessorAnswer.Charged;
import dev.perennial.core.DomainException;
import dev.perennial.core.checkout.AlreadyActiveSubscription;
import dev.perennial.core.checkout.CheckoutCustomerDeleted;
import dev.perennial.core.money.Money;
import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.moneycase.MoneyCase.Kind;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.organization.PaymentNotReady;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.Payments;
import dev.perennial.core.testclock.BillingTime;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down money that buys nothing, in the transaction that finds it out: the charge, what the books owe for it, and the case with its refund. */
@Singleton
class UnclaimedMoney {
    private final MoneyCases cases;
    private final Payments payments;
    private final Books books;
    private final BillingTime time;

    UnclaimedMoney(MoneyCases cases, Payments payments, Books books, BillingTime time) {
        this.cases = cases;
        this.payments = payments;
        this.books = books;
        this.time = time;
    }

    /** Whether it was decided before what becomes of this payment. */
    boolean isDecided(PaymentAttempt attempt, String intentId) {
        return cases.find(attempt.id(), intentId).filter(known -> !known.isUndecided()).isPresent();
    }

    /**
     * The money has to go back, or the card has to be forgotten where that is what was made.
     *
     * @param now billing time
     * @return the case, whose refund is due
     */
    UUID toGiveBack(PaymentAttempt attempt, ProcessorAnswer.Succeeded done, Kind why, Instant now) {
        Money taken = attempt.kind() == PaymentAttempt.Kind.SETUP ? attempt.amount() : booked(attempt, done.charge(), why, now);
        MoneyCase known = cases.find(attempt.id(), done.intentId()).orElse(null);
        if (known != null) {
            MoneyCase owed = cases.lock(known.id()).toGiveBack(taken, why, time.realNow());
            cases.update(owed);
            return owed.id();
        }
        MoneyCase owed = MoneyCase.toGiveBack(attempt, done.intentId(), taken, why, time.realNow());
        cases.open(owed);
        return owed.id();
    }

    private Money booked(PaymentAttempt attempt, @Nullable Charged charge, Kind why, Instant now) {
        if (charge == null) {
            throw new IllegalStateException("attempt " + attempt.id() + " took money without a charge");
        }
        Charged kept = why == Kind.CUSTOMER_DELETED ? charge.withoutPerson() : charge;
        UUID payment = payments.save(kept.paymentOf(attempt, now));
        books.unearned(new Unearned(attempt.organizationId(), attempt.customerId(), payment, charge), now);
        return charge.amount();
    }

    /** Money the processor told of has bought what it was meant for. */
    void wasGood(PaymentAttempt attempt, String intentId) {
        cases.find(attempt.id(), intentId).ifPresent(known -> cases.update(cases.lock(known.id()).closed("It was in order.", time.realNow())));
    }

    /** What the buyer is told whose money goes back. */
    static DomainException refusal(Kind why) {
        return switch (why) {
            case ALREADY_SUBSCRIBED -> new AlreadyActiveSubscription();
            case CUSTOMER_DELETED, CARD_OF_DELETED_CUSTOMER -> new CheckoutCustomerDeleted();
            case MERCHANT_STOPPED -> new PaymentNotReady();
            case PAID_TWICE, PAID_TOO_LATE, UNEXPECTED_PAYMENT -> new PaymentError("This has been paid before or is over. The money is given back.");
        };
    }
}
