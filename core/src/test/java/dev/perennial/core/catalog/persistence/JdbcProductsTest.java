package dev.perennial.core.catalog.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static dev.perennial.core.persistence.Shop.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcProductsTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Products products = database.get(Products.class);
    final UUID organization = new Shop(database).organization().id();

    private static Price price(UUID product, Instant createdAt, Money amount, String source) {
        return new Price(UUID.randomUUID(), createdAt, null, product, source, amount, null, false);
    }

    private Product product(UUID id, List<Price> prices) {
        return new Product(id, NOW, null, organization, "Pro", "The big one", Visibility.PRIVATE, Shop.MONTHLY, false, Map.of("tier", 2), prices);
    }

    @Test
    void readsAProductWithItsPricesOldestFirst() {
        UUID id = UUID.randomUUID();
        Price older = price(id, NOW.minusSeconds(1), new Money(500, Currency.of("jpy")), Price.CATALOG);
        Price newer = new Price(UUID.randomUUID(), NOW, NOW, id, Price.CATALOG, usd(0), "inclusive", false);
        products.insert(product(id, List.of(newer, older)));
        assertThat(products.get(id)).isEqualTo(product(id, List.of(older, newer)));
        assertThat(products.findAll(Set.of(id, UUID.randomUUID()))).containsExactlyEntriesOf(Map.of(id, product(id, List.of(older, newer))));
    }

    @Test
    void leavesArchivedAndAdHocPricesToThoseWhoKnowTheirIds() {
        UUID id = UUID.randomUUID();
        Price kept = price(id, NOW, usd(1000), Price.CATALOG);
        Price retired = price(id, NOW, usd(2000), Price.CATALOG);
        Price adHoc = price(id, NOW, usd(3000), Price.AD_HOC);
        products.insert(product(id, List.of(kept, retired)));
        products.insertPrices(List.of(adHoc));
        products.archivePrices(Set.of(retired.id()), NOW.plusSeconds(1));
        products.archivePrices(Set.of(retired.id()), NOW.plusSeconds(2));
        assertThat(products.get(id).prices()).containsExactly(kept);
        assertThat(products.prices(Set.of(retired.id(), adHoc.id())))
                .isEqualTo(Map.of(retired.id(), retired.archivedAt(NOW.plusSeconds(1)), adHoc.id(),
                        adHoc));
    }

    @Test
    void takesPricesFromTheProductsAtHand() {
        UUID id = UUID.randomUUID();
        Price kept = price(id, NOW, usd(1000), Price.CATALOG);
        Price retired = price(id, NOW, usd(2000), Price.CATALOG);
        products.insert(product(id, List.of(kept, retired)));
        products.archivePrices(Set.of(retired.id()), NOW.plusSeconds(1));
        Product atHand = products.get(id);
        assertThat(products.prices(Set.of(kept.id()), List.of(atHand))).isEqualTo(Map.of(kept.id(), kept));
        assertThat(products.prices(Set.of(retired.id(), kept.id()), List.of(atHand)))
                .isEqualTo(Map.of(kept.id(), kept, retired.id(), retired.archivedAt(NOW.plusSeconds(1))));
        assertThat(products.prices(Set.of(kept.id()), List.of())).isEqualTo(Map.of(kept.id(), kept));
    }

    @Test
    void changesEverythingButThePrices() {
        UUID id = UUID.randomUUID();
        Price price = price(id, NOW, usd(1000), Price.CATALOG);
        products.insert(product(id, List.of(price)));
        Product changed = new Product(id, NOW, NOW.plusSeconds(1), organization, "Max", null, Visibility.DRAFT, null, true, Map.of(), List.of());
        products.update(changed);
        assertThat(products.get(id)).isEqualTo(new Product(id, NOW, NOW.plusSeconds(1), organization, "Max", null, Visibility.DRAFT, null, true,
                Map.of(), List.of(price)));
        assertThatThrownBy(() -> products.update(product(UUID.randomUUID(), List.of()))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void needsNoStatementForNoIds() {
        assertThat(products.findAll(Set.of())).isEmpty();
        assertThat(products.prices(Set.of())).isEmpty();
    }
}
