package dev.perennial.core.catalog;

import dev.perennial.core.money.Currency;
import dev.perennial.core.time.BillingInterval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a merchant sells.
 *
 * @param interval how often it renews, or null for a one-time product
 * @param prices its active prices, oldest first
 */
public record Product(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, String name, @Nullable String description,
        Visibility visibility, @Nullable BillingInterval interval, boolean archived, Map<String, Object> metadata, List<Price> prices) {

    public boolean isRecurring() { return interval != null; }

    /** The prices a buyer pays in one currency, ad-hoc ones not included; empty when the product is not sold in it. */
    public List<Price> pricesIn(Currency currency) {
        return prices.stream()
                .filter(price -> !price.archived() && price.source().equals(Price.CATALOG) && price.amount().currency().equals(currency)).toList();
    }
}
