package dev.perennial.core.subscription;

import dev.perennial.core.money.Money;

/**
 * What a change in the middle of a period adds to a coming order.
 *
 * @param amount after the discount, never negative: the direction tells the sign
 * @param discount what the discount has taken off, for information
 */
public record ProrationEntry(EntryDirection direction, Money amount, Money discount) {
    public ProrationEntry {
        if (amount.isNegative() || discount.isNegative()) {
            throw new IllegalArgumentException("the direction tells the sign, not the amount: " + amount + ", discount " + discount);
        }
    }

    /** The amount as it changes an order: a credit is negative. */
    public Money signedAmount() {
        return switch (direction) {
            case CREDIT -> amount.negated();
            case DEBIT -> amount;
        };
    }
}
