package dev.perennial.core.wire;

import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.time.IntervalUnit;
import dev.perennial.core.catalog.Product;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every representation of a product says of it. */
public record ProductFacts(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, String name, @Nullable String description,
        @Form(of = Visibility.class) String visibility, boolean isRecurring, boolean isArchived,
        @Nullable @Form(of = IntervalUnit.class) String recurringInterval, @Nullable Integer recurringIntervalCount,
        @Nullable @Form(of = IntervalUnit.class) String trialInterval, @Nullable Integer trialIntervalCount,
        @Nullable @Form(of = IntervalUnit.class) String meterInterval, @Nullable Integer meterIntervalCount, boolean isDeletable) {

    static ProductFacts of(Product product) {
        var interval = product.interval();
        return new ProductFacts(product.id(), product.createdAt(), product.modifiedAt(), product.organizationId(), product.name(),
                product.description(), product.visibility().wire(), product.isRecurring(), product.archived(),
                interval == null ? null : interval.unit().wire(), interval == null ? null : interval.count(), null, null, null, null, false);
    }
}
