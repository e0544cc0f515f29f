package dev.perennial.core.order;

import dev.perennial.core.money.Money;

/**
 * How a customer's balance takes part in an order. A positive balance is credit, a negative one debt.
 *
 * @param applied what the order shows: negative when credit was consumed, positive when a debt was collected on it
 * @param movement what is added to the balance: the same, or all that the order gives back
 */
public record BalanceApplication(Money applied, Money movement) {
    /** Credit pays as much of the total as it can, a debt is collected in full; a total below zero is credited, and first of all to a debt. */
    public static BalanceApplication of(Money total, Money balance) {
        if (!total.isNegative()) {
            Money applied = total.min(balance).negated();
            return new BalanceApplication(applied, applied);
        }
        Money given = total.negated();
        Money applied = balance.isNegative() ? given.min(balance.negated()) : Money.zero(total.currency());
        return new BalanceApplication(applied, given);
    }
}
