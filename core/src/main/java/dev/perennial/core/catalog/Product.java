package dev.perennial.core.catalog;

import dev.perennial.core.customfield.CustomField;
import dev.perennial.core.file.StoredFile;
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
 * @param fields what buyers are asked, in the order of the form
 * @param medias its pictures, in the order they are shown
 */
public record Product(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, String name, @Nullable String description,
        Visibility visibility, @Nullable BillingInterval interval, boolean archived, Map<String, Object> metadata, List<Price> prices,
        List<CustomField.Attached> fields, List<Media> medias) {

    /** A picture, and where everybody finds it. */
    public record Media(StoredFile file, String publicUrl) {}

    /** A product without pictures and questions. */
    public Product(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, String name, @Nullable String description,
            Visibility visibility, @Nullable BillingInterval interval, boolean archived, Map<String, Object> metadata, List<Price> prices) {
        this(id, createdAt, modifiedAt, organizationId, name, description, visibility, interval, archived, metadata, prices, List.of(), List.of());
    }

    public boolean isRecurring() { return interval != null; }

    /** The prices a buyer pays in one currency, ad-hoc ones not included; empty when the product is not sold in it. */
    public List<Price> pricesIn(Currency currency) {
        return prices.stream()
                .filter(price -> !price.archived() && price.source().equals(Price.CATALOG) && price.amount().currency().equals(currency)).toList();
    }
}
