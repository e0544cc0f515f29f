package dev.perennial.core.checkout.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.catalog.Product;
import dev.perennial.core.checkout.Buyer;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcCheckoutsTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Checkouts checkouts = database.get(Checkouts.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();
    final Product product = shop.product(organization, 2000);

    @Test
    void readsWhatWasWritten() {
        Checkout plain = shop.checkout(product, null);
        assertThat(checkouts.find(plain.id())).contains(plain);
        assertThat(checkouts.findByClientSecret(plain.clientSecret())).contains(plain);
        assertThat(checkouts.findByClientSecret("other")).isEmpty();
    }

    @Test
    void storesEveryChange() {
        Checkout plain = shop.checkout(product, null);
        UUID customer = shop.customer(organization).id();
        var buyer = new Buyer(customer, "ext", "Ada", "ada@example.com", "Ada Ltd", new BillingAddress("1 Main St", null, null, null, "US-NY", "US"),
                "192.0.2.1", true);
        Checkout full = new Checkout(plain.id(), NOW, NOW.plusSeconds(1), organization, CheckoutStatus.CONFIRMED, plain.clientSecret(),
                plain.expiresAt(), plain.productIds(), product.id(), plain.priceId(), plain.amount(), buyer,
                new Checkout.Options(true, false, false, "fr", "https://a.example/{CHECKOUT_ID}", "https://b.example", "https://c.example", "card"),
                new Checkout.Content(Map.of("a", 1), Map.of("b", "2"), Map.of("c", true)), UUID.randomUUID(), UUID.randomUUID(),
                shop.clock(organization).id(), null);
        checkouts.update(full);
        assertThat(database.inTransaction(() -> checkouts.lock(plain.id()))).isEqualTo(full);
    }

    @Test
    void keepsTheOfferedProductsInTheirOrder() {
        UUID other = shop.product(organization, 100).id();
        Checkout plain = shop.checkout(product, null);
        UUID id = UUID.randomUUID();
        List<UUID> offered = List.of(other, product.id());
        checkouts.insert(new Checkout(id, NOW, null, organization, CheckoutStatus.OPEN, "secret" + id, plain.expiresAt(), offered, product.id(),
                plain.priceId(), plain.amount(), plain.buyer(), plain.options(), plain.content(), null, null, null, null));
        assertThat(checkouts.find(id).orElseThrow().productIds()).isEqualTo(offered);
    }

    @Test
    void refusesToLockOutsideOfATransaction() {
        UUID id = shop.checkout(product, null).id();
        assertThatThrownBy(() -> checkouts.lock(id)).isInstanceOf(IllegalStateException.class);
    }
}
