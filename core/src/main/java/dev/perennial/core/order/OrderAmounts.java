package dev.perennial.core.order;

import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;

/**
 * The amounts of an order, all in its currency. Lines, then discount, then tax, then the customer's balance, then what is due: in this order.
 *
 * @param subtotal sum of the items; negative when prorations give more back than they ask for
 * @param discount what the discount takes off; never negative
 * @param tax of subtotal without discount, and of the same sign
 * @param appliedBalance negative when the customer's credit was consumed, positive when their debt is collected with the order
 */
public record OrderAmounts(Money subtotal, Money discount, Money tax, TaxBehavior taxBehavior, Money appliedBalance) {
    public OrderAmounts {
        Currency currency = subtotal.currency();
        if (!discount.currency().equals(currency) || !tax.currency().equals(currency) || !appliedBalance.currency().equals(currency)) {
            throw new IllegalArgumentException(
                    "an order has one currency, not those of " + subtotal + ", " + discount + ", " + tax + ", " + appliedBalance);
        }
        if (discount.isNegative()) {
            throw new IllegalArgumentException("a discount never asks for more: " + discount);
        }
    }

    /** Amounts before the customer's balance takes part. */
    public static OrderAmounts of(Money subtotal, Money discount, Money tax, TaxBehavior taxBehavior) {
        return new OrderAmounts(subtotal, discount, tax, taxBehavior, Money.zero(subtotal.currency()));
    }

    /** The same order after the customer's balance took part in it. */
    public OrderAmounts with(BalanceApplication balance) {
        return new OrderAmounts(subtotal, discount, tax, taxBehavior, balance.applied());
    }

    /** What the merchant sells for, without tax. */
    public Money net() {
        Money afterDiscount = subtotal.minus(discount);
        return switch (taxBehavior) {
            case EXCLUSIVE -> afterDiscount;
            case INCLUSIVE -> afterDiscount.minus(tax);
        };
    }

    /** Net and tax. */
    public Money total() { return net().plus(tax); }

    /** What the customer still has to pay; never negative. */
    public Money due() { return orZero(total().plus(appliedBalance)); }

    /** How the due amount gets paid. */
    public DueHandling dueHandling() {
        if (due().isZero()) {
            return DueHandling.NONE;
        }
        return charged().isZero() ? DueHandling.CARRIED_AS_DEBT : DueHandling.CHARGE;
    }

    /** What a card is charged of the due amount: as much as it can be. */
    public Money charged() { return due().chargeable(); }

    /** What is left of the due amount: a debt of the customer's balance, collected with the next order. */
    public Money carried() {
        return due().minus(charged());
    }

    /** Whether the order is larger than the processor takes. */
    public boolean isAboveMaximum() {
        return due().minorUnits() > subtotal.currency().maximumPrice();
    }

    /** How much of the net can still be refunded; what a debt was collected with the order counts as paid for it. */
    public Money refundable(Money refunded) {
        return orZero(net().plus(appliedBalance).minus(refunded));
    }

    /** How much of the tax can still be refunded. */
    public Money refundableTax(Money refundedTax) { return orZero(tax.minus(refundedTax)); }

    /**
     * The customer's balance after this unpaid order is written off: credit that was granted meanwhile pays for what was due, then what the order
     * had taken from the balance is given back, be it credit or debt.
     */
    public Money balanceAfterVoid(Money balance) {
        Money remaining = balance.isPositive() ? balance.minus(balance.min(due())) : balance;
        return remaining.minus(appliedBalance);
    }

    private static Money orZero(Money amount) { return amount.max(Money.zero(amount.currency())); }
}
