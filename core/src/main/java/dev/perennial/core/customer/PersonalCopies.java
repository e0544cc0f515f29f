package dev.perennial.core.customer;

import java.util.UUID;

/** What other tables repeat of a person who is to be forgotten. Orders keep what was printed on their documents, as the law wants it. */
public interface PersonalCopies {
    /**
     * Erases what checkouts, payments, saved cards and sent webhooks tell of the customer.
     *
     * @return whether nothing is left; false while webhooks with a copy wait to be sent
     */
    boolean erase(UUID customerId);
}
