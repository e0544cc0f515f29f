package dev.perennial.core.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.command.InvalidCommand;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a product, a price or a currency in a change makes of the selection. */
class CheckoutChangeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Currency EUR = Currency.of("eur");
    private static final UUID ID = UUID.randomUUID();
    private static final Price DOLLARS = price(2_000, Currency.USD, false);
    private static final Price EUROS = price(1_800, EUR, false);
    private static final Price ARCHIVED = price(1_000, EUR, true);
    private static final Product PRODUCT = new Product(ID, NOW, null, UUID.randomUUID(), "Pro", null, Visibility.PUBLIC, null, false, Map.of(),
            List.of(DOLLARS, EUROS, ARCHIVED));
    private static final Checkout OPEN = new Checkout(UUID.randomUUID(), NOW, null, PRODUCT.organizationId(), CheckoutStatus.OPEN, "secret", NOW,
            List.of(ID), ID, DOLLARS.id(), DOLLARS.amount(), new Buyer(null, null, null, null, null, null, null, false),
            new Checkout.Options(false, true, true, null, null, null, null, null), new Checkout.Content(Map.of(), Map.of(), Map.of()), null, null,
            null,
            NOW);

    private static Price price(long amount, Currency currency, boolean archived) {
        return new Price(UUID.randomUUID(), NOW, null, ID, Price.CATALOG, new Money(amount, currency), null, archived);
    }

    private static Checkout changed(Map<String, Object> keys) {
        CheckoutChange change = new CheckoutChange(keys);
        return change.applyTo(OPEN, PRODUCT, change.productId(OPEN) == null ? null : PRODUCT, false, CheckoutChange.Answering.MERGE, NOW);
    }

    @Test
    void anotherCurrencyIsAnotherPriceOfTheSameProduct() {
        Checkout changed = changed(Map.of("currency", "eur"));
        assertThat(changed.priceId()).isEqualTo(EUROS.id());
        assertThat(changed.amount()).isEqualTo(EUROS.amount());
        assertThat(changed.productId()).isEqualTo(ID);
    }

    @Test
    void theSameCurrencyChangesNothing() {
        assertThat(changed(Map.of("currency", "usd")).priceId()).isEqualTo(DOLLARS.id());
        assertThat(new CheckoutChange(Map.of("currency", "usd")).productId(OPEN)).isNull();
    }

    @Test
    void aNamedPriceBringsItsCurrency() {
        assertThat(changed(Map.of("product_id", ID.toString(), "product_price_id", EUROS.id().toString())).amount()).isEqualTo(EUROS.amount());
    }

    @Test
    void whatIsNotSoldIsRefusedWhereItWasSaid() {
        assertThatThrownBy(() -> changed(Map.of("currency", "jpy"))).isInstanceOfSatisfying(InvalidCommand.class,
                no -> assertThat(no.problems().getFirst().location()).containsExactly("currency"));
        assertThatThrownBy(() -> changed(Map.of("product_id", ID.toString(), "product_price_id", ARCHIVED.id().toString())))
                .isInstanceOfSatisfying(InvalidCommand.class,
                        no -> assertThat(no.problems().getFirst().location()).containsExactly("product_price_id"));
    }
}
