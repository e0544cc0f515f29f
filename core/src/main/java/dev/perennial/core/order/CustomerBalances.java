package dev.perennial.core.order;

import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import java.util.UUID;

/** What customers have to their credit, or owe. */
public interface CustomerBalances {
    /**
     * A customer's balance in one currency: credit when positive, debt when negative. What pending orders will take from it when they are paid is taken
     * already, so that nothing is spent or collected twice; an order that is written off gives its part back by not being pending any more.
     *
     * <p>Read under the customer's lock by whoever makes an order of it.
     */
    Money of(UUID customerId, Currency currency);
}
