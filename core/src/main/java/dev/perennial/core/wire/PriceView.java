package dev.perennial.core.wire;

import dev.perennial.core.time.IntervalUnit;
import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A price of a product.
 *
 * @param type {@code recurring} or {@code one_time}, as the product is; for clients of earlier generations, like {@code recurringInterval}
 */
public record PriceView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, @Form(oneOf = {
        Price.CATALOG, Price.AD_HOC}) String source,
        @Form(oneOf = "fixed") String amountType, String priceCurrency,
        @Nullable @Form(oneOf = {"location", "inclusive", "exclusive"}) String taxBehavior, boolean isArchived, UUID productId, long priceAmount,
        @Form(oneOf = {"recurring", "one_time"}) String type,
        @Nullable @Form(of = IntervalUnit.class) String recurringInterval) {

    public static PriceView of(Price price, Product product) {
        var interval = product.interval();
        return new PriceView(price.id(), price.createdAt(), price.modifiedAt(), price.source(), "fixed", price.amount().currency().code(),
                price.taxBehavior(), price.archived(), price.productId(), price.amount().minorUnits(), interval == null ? "one_time" : "recurring",
                interval == null ? null : interval.unit().wire());
    }
}
