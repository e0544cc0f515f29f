package dev.perennial.core.wire;

import dev.perennial.core.catalog.Product;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every representation of a product says of it. */
public record ProductFacts(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, String name, @Nullable String description,
        String visibility, boolean isRecurring, boolean isArchived, @Nullable String recurringInterval, @Nullable Integer recurringIntervalCount,
        @Nullable String trialInterval, @Nullable Integer trialIntervalCount, @Nullable String meterInterval, @Nullable Integer meterIntervalCount) {

    static ProductFacts of(Product product) {
        var interval = product.interval();
        return new ProductFacts(product.id(), product.createdAt(), product.modifiedAt(), product.organizationId(), product.name(),
                product.description(), product.visibility().wire(), product.isRecurring(), product.archived(),
                interval == null ? null : interval.unit().wire(), interval == null ? null : interval.count(), null, null, null, null);
    }
}
