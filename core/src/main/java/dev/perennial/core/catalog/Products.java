package dev.perennial.core.catalog;

import dev.perennial.core.customfield.CustomField;
import dev.perennial.core.money.Currency;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
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

    /** Prices by id, as {@link #prices(Collection)}; what the products at hand are sold at is not read again. */
    default Map<UUID, Price> prices(Collection<UUID> ids, Collection<Product> atHand) {
        Map<UUID, Price> found = new HashMap<>();
        atHand.stream().flatMap(product -> product.prices().stream()).filter(price -> ids.contains(price.id()))
                .forEach(price -> found.put(price.id(), price));
        List<UUID> others = ids.stream().filter(id -> !found.containsKey(id)).toList();
        found.putAll(prices(others));
        return found;
    }

    /** Stores the product, its prices, questions and pictures. */
    void insert(Product product);

    /** Stores every field but the prices, the questions and the pictures. */
    void update(Product product);

    /** Whether every product of an organization that is not archived has an active catalog price in the currency. */
    boolean areAllSoldIn(UUID organizationId, Currency currency);

    /** Replaces the questions; their order is the list's. */
    void replaceFields(UUID product, List<CustomField.Attached> fields);

    /** Replaces the pictures; their order is the list's. */
    void replaceMedias(UUID product, List<UUID> files);

    void insertPrices(List<Price> prices);

    void archivePrices(Collection<UUID> ids, Instant now);
}
