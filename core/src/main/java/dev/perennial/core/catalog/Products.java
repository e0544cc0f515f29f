package dev.perennial.core.catalog;

import dev.perennial.core.money.Currency;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The catalog of every organization. */
public interface Products {
    Optional<Product> find(UUID id);

    /** @throws IllegalStateException if there is no such product: the id comes from one of our rows */
    default Product get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no product " + id));
    }

    Map<UUID, Product> findAll(Collection<UUID> ids);

    /** Prices by id, archived and ad-hoc ones included. */
    Map<UUID, Price> prices(Collection<UUID> ids);

    /** Stores the product and its prices. */
    void insert(Product product);

    /** Stores every field but the prices. */
    void update(Product product);

    /** Whether every product of an organization that is not archived has an active catalog price in the currency. */
    boolean areAllSoldIn(UUID organizationId, Currency currency);

    void insertPrices(List<Price> prices);

    void archivePrices(Collection<UUID> ids, Instant now);
}
