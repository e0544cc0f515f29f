package dev.perennial.core.catalog;

import dev.perennial.core.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fixed price of a product in one currency; zero is free. Its amount never changes: a new amount is a new price, and subscriptions keep the price they
 * were sold at (spec 02 §3.7).
 *
 * @param source {@code catalog}, or {@code ad_hoc} for a price that belongs to one checkout
 * @param taxBehavior {@code location}, {@code inclusive}, {@code exclusive}, or null for the organization's default
 */
public record Price(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID productId, String source, Money amount,
        @Nullable String taxBehavior,
        boolean archived) {

    public static final String CATALOG = "catalog";
    public static final String AD_HOC = "ad_hoc";

    public boolean isFree() { return amount.isZero(); }

    public Price archivedAt(Instant now) { return new Price(id, createdAt, now, productId, source, amount, taxBehavior, true); }
}
