package dev.perennial.core.ledger;

import static dev.perennial.core.ledger.AccountKind.CURRENCY_EXCHANGE;
import static dev.perennial.core.ledger.AccountKind.CUSTOMER_BALANCE;
import static dev.perennial.core.ledger.AccountKind.MERCHANT;
import static dev.perennial.core.ledger.AccountKind.PLATFORM_REVENUE;
import static dev.perennial.core.ledger.AccountKind.PROCESSOR_CLEARING;
import static dev.perennial.core.ledger.AccountKind.PROCESSOR_FEES;
import static dev.perennial.core.ledger.AccountKind.REFUNDS_PAYABLE;
import static dev.perennial.core.ledger.AccountKind.TAX_PAYABLE;

import dev.perennial.core.money.Money;
import java.util.ArrayList;
import java.util.List;

/** The journal of each money event. */
public final class Journals {
    private Journals() {}

    /**
     * An order is paid: the processor owes us the charge, we owe the tax to the state and the rest to the merchant, and the customer's balance
     * gives or gets its part. Everything in the currency the customer sees. An order that gives money back is the same with the signs turned.
     *
     * @param gross what was charged; zero when nothing was
     * @param tax the order's whole tax; negative when the order gives tax back
     * @param balanceMovement what the order added to the customer's balance: negative when credit was consumed or the due amount became a debt,
     *        positive when a debt was collected or credit was granted
     */
    public static Journal paymentCaptured(Money gross, Money tax, Money balanceMovement) {
        Money net = gross.minus(balanceMovement).minus(tax);
        Draft draft = new Draft();
        draft.post(PROCESSOR_CLEARING, gross, PostingMemo.SALE);
        draft.post(CUSTOMER_BALANCE, balanceMovement.negated(), PostingMemo.SALE);
        draft.post(MERCHANT, net.negated(), PostingMemo.SALE);
        draft.post(TAX_PAYABLE, tax.negated(), PostingMemo.SALE);
        return new Journal(JournalKind.PAYMENT_CAPTURED, draft.postings);
    }

    /**
     * A charge is settled: what it brought moves to the settlement currency, the processor keeps its fee and the platform takes its own from the
     * merchant. Only what was really charged is exchanged; what the customer's balance paid stays in the currency it was granted in.
     */
    public static Journal settled(Settlement settlement, PlatformFees fees) {
        Draft draft = new Draft();
        if (settlement.isExchange()) {
            Money chargedNet = settlement.charged().minus(settlement.tax());
            draft.exchange(PROCESSOR_CLEARING, settlement.charged(), settlement.settled());
            draft.exchange(TAX_PAYABLE, settlement.tax().negated(), settlement.settledTax().negated());
            draft.exchange(MERCHANT, chargedNet.negated(), settlement.settledNet().negated());
        }
        draft.move(PROCESSOR_CLEARING, PROCESSOR_FEES, settlement.processorFee(), PostingMemo.PROCESSOR_FEE);
        draft.move(PLATFORM_REVENUE, MERCHANT, fees.payment(), PostingMemo.PAYMENT_FEE);
        draft.move(PLATFORM_REVENUE, MERCHANT, fees.international(), PostingMemo.INTERNATIONAL_FEE);
        draft.move(PLATFORM_REVENUE, MERCHANT, fees.subscription(), PostingMemo.SUBSCRIPTION_FEE);
        return new Journal(JournalKind.PAYMENT_SETTLED, draft.postings);
    }

    /**
     * A charge arrived that belongs to no order, such as one that succeeded after its sale had failed: the processor owes it to us, we owe it to whoever paid
     * it, and no merchant has sold anything.
     */
    public static Journal unearnedCaptured(Money charged) {
        Draft draft = new Draft();
        draft.move(REFUNDS_PAYABLE, PROCESSOR_CLEARING, charged, PostingMemo.UNEARNED);
        return new Journal(JournalKind.PAYMENT_CAPTURED, draft.postings);
    }

    /**
     * A charge that belongs to no order is settled: the processor has exchanged it and kept its fee, which is our expense. What we owe stays what was charged,
     * in the currency it was charged in; the platform takes nothing.
     */
    public static Journal unearnedSettled(Money charged, Money settled, Money processorFee) {
        Draft draft = new Draft();
        draft.exchangeAtOurRisk(charged, settled);
        draft.move(PROCESSOR_CLEARING, PROCESSOR_FEES, processorFee, PostingMemo.PROCESSOR_FEE);
        return new Journal(JournalKind.PAYMENT_SETTLED, draft.postings);
    }

    /** A charge that belongs to no order was given back: nothing is owed for that amount any more. */
    public static Journal unearnedRefunded(Money refunded) {
        Draft draft = new Draft();
        draft.move(PROCESSOR_CLEARING, REFUNDS_PAYABLE, refunded, PostingMemo.REFUND);
        return new Journal(JournalKind.PAYMENT_REFUNDED, draft.postings);
    }

    /** What giving back a charge that belongs to no order took from our balance. The rate is that day's: the difference to the charge's is ours. */
    public static Journal unearnedRefundSettled(Money refunded, Money settled, Money processorFee) {
        Draft draft = new Draft();
        draft.exchangeAtOurRisk(refunded.negated(), settled.negated());
        draft.move(PROCESSOR_CLEARING, PROCESSOR_FEES, processorFee, PostingMemo.PROCESSOR_FEE);
        return new Journal(JournalKind.REFUND_SETTLED, draft.postings);
    }

    /**
     * The refund of a charge that belongs to no order has come back: we owe the money as before.
     *
     * @param settled what came back to our balance
     */
    public static Journal unearnedRefundReturned(Money refunded, Money settled) {
        Draft draft = new Draft();
        draft.move(REFUNDS_PAYABLE, PROCESSOR_CLEARING, refunded, PostingMemo.REFUND);
        draft.exchangeAtOurRisk(refunded, settled);
        return new Journal(JournalKind.REFUND_RETURNED, draft.postings);
    }

    /**
     * A part of an order's charge was given back: the merchant gives back its share and the state the tax. The processor keeps its fee and the platform its
     * own: neither is touched.
     *
     * @param refunded what the customer gets, tax included, in the currency that was charged; positive
     * @param tax the tax in it
     */
    public static Journal refunded(Money refunded, Money tax) {
        Draft draft = new Draft();
        draft.post(PROCESSOR_CLEARING, refunded.negated(), PostingMemo.REFUND);
        draft.post(MERCHANT, refunded.minus(tax), PostingMemo.REFUND);
        draft.post(TAX_PAYABLE, tax, PostingMemo.REFUND);
        return new Journal(JournalKind.PAYMENT_REFUNDED, draft.postings);
    }

    /**
     * What a refund took from our balance is known: it moves to the settlement currency at that day's rate, which the merchant bears, and the processor keeps
     * what it takes for a refund at our expense.
     *
     * @param refund the refund as if it were a charge: all its amounts are positive
     */
    public static Journal refundSettled(Settlement refund) {
        Draft draft = new Draft();
        if (refund.isExchange()) {
            Money net = refund.charged().minus(refund.tax());
            draft.exchange(PROCESSOR_CLEARING, refund.charged().negated(), refund.settled().negated());
            draft.exchange(TAX_PAYABLE, refund.tax(), refund.settledTax());
            draft.exchange(MERCHANT, net, refund.settledNet());
        }
        draft.move(PROCESSOR_CLEARING, PROCESSOR_FEES, refund.processorFee(), PostingMemo.PROCESSOR_FEE);
        return new Journal(JournalKind.REFUND_SETTLED, draft.postings);
    }

    /** Postings as they come together; what would move nothing is left out. */
    private static final class Draft {
        private final List<Posting> postings = new ArrayList<>();

        void post(AccountKind account, Money amount, PostingMemo memo) {
            if (!amount.isZero()) {
                postings.add(new Posting(account, amount, memo));
            }
        }

        void move(AccountKind credited, AccountKind debited, Money amount, PostingMemo memo) {
            post(debited, amount, memo);
            post(credited, amount.negated(), memo);
        }

        /** Moves what the processor holds from one currency to the other, against our own account of exchanges. */
        void exchangeAtOurRisk(Money held, Money worth) {
            if (!held.currency().equals(worth.currency())) {
                exchange(PROCESSOR_CLEARING, held, worth);
                exchange(CURRENCY_EXCHANGE, held.negated(), worth.negated());
            }
        }

        /** Takes back what an account was posted in one currency and posts its worth in the other. */
        void exchange(AccountKind account, Money posted, Money worth) {
            post(account, posted.negated(), PostingMemo.EXCHANGE);
            post(account, worth, PostingMemo.EXCHANGE);
        }
    }
}
