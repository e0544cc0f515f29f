package dev.perennial.core.customer.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerType;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.SqlFailure.DuplicateKey;
import dev.perennial.core.persistence.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcCustomersTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Customers customers = database.get(Customers.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();

    private Customer customer(String email, @Nullable String externalId, @Nullable Instant deletedAt) {
        return new Customer(UUID.randomUUID(), NOW, null, organization, CustomerType.INDIVIDUAL, externalId, email, true, null, "Ada", "Ada Ltd",
                new BillingAddress("1 Main St", "2nd floor", "10001", "New York", "US-NY", "US"), new Customer.TaxId("DE123", "eu_vat"), "en",
                Map.of("plan", "x"), customers.nextShortId(NOW), "cus_" + UUID.randomUUID(), null, shop.clock(organization).id(), deletedAt);
    }

    private Customer stored(String email, @Nullable String externalId) {
        Customer customer = customer(email, externalId, null);
        customers.insert(customer);
        return customer;
    }

    @Test
    void readsWhatWasWritten() {
        Customer full = stored("full@example.com", "ext");
        Customer plain = shop.customer(organization);
        assertThat(customers.get(full.id())).isEqualTo(full);
        assertThat(customers.findAll(Set.of(full.id(), plain.id()))).isEqualTo(Map.of(full.id(), full, plain.id(), plain));
        assertThat(customers.findByExternalId(organization, "ext")).contains(full);
        assertThat(customers.findByExternalId(organization, "EXT")).isEmpty();
        Customer changed = new Customer(full.id(), NOW, NOW.plusSeconds(1), organization, CustomerType.TEAM, "ext2", "new@example.com", false,
                null, null, null, null, null, null, Map.of(), full.shortId(), null, shop.card(full.id(), "pm_1").id(), null, null);
        customers.update(changed);
        assertThat(database.inTransaction(() -> customers.lock(full.id()))).isEqualTo(changed);
    }

    @Test
    void findsAnAddressWhateverItsCase() {
        Customer ada = stored("Ada@Example.com", null);
        assertThat(customers.findByEmail(organization, "aDA@example.COM")).contains(ada);
        assertThat(customers.findByEmail(shop.organization().id(), "Ada@Example.com")).isEmpty();
        assertThatThrownBy(() -> stored("ADA@example.com", null)).isInstanceOfSatisfying(DuplicateKey.class,
                failure -> assertThat(failure.constraint()).isEqualTo("customer_email"));
    }

    @Test
    void freesTheKeysOfADeletedCustomer() {
        Customer gone = customer("gone@example.com", "gone", NOW);
        customers.insert(gone);
        assertThat(customers.findByEmail(organization, "gone@example.com")).isEmpty();
        assertThat(customers.findByExternalId(organization, "gone")).isEmpty();
        assertThat(customers.find(gone.id())).contains(gone);
        Customer next = stored("gone@example.com", "gone");
        assertThat(customers.findByEmail(organization, "gone@example.com")).contains(next);
    }

    @Test
    void givesEachCustomerOtherLetters() {
        List<String> letters = Stream.generate(() -> customers.nextShortId(NOW)).limit(50).toList();
        assertThat(letters).doesNotHaveDuplicates().allMatch(one -> one.matches("[A-Z]{10}"));
    }

    @Test
    void countsDocumentsWithoutGaps() {
        UUID id = stored("counts@example.com", null).id();
        assertThat(database.<Integer>inTransaction(() -> customers.numberInvoice(id).number())).isEqualTo(1);
        assertThatThrownBy(() -> database.inTransaction(() -> {
            assertThat(customers.numberInvoice(id).number()).isEqualTo(2);
            throw new IllegalArgumentException("the order is not made");
        })).isInstanceOf(IllegalArgumentException.class);
        assertThat(database.<Integer>inTransaction(() -> customers.numberInvoice(id).number())).isEqualTo(2);
        assertThat(database.<Integer>inTransaction(() -> customers.numberReceipt(id).orElseThrow().number())).isEqualTo(1);
        assertThatThrownBy(() -> customers.numberInvoice(id)).isInstanceOf(IllegalStateException.class);
        Customers.NumberedSale sale = database.inTransaction(() -> customers.numberSale(id));
        assertThat(sale).isEqualTo(new Customers.NumberedSale(customers.get(id), 3, 2));
    }

    @Test
    void givesANumberToOneTransactionOnly() {
        UUID id = stored("race@example.com", null).id();
        var taken = IntStream.range(0, 20).mapToObj(_ -> database.elsewhere(() -> customers.numberInvoice(id).number())).toList();
        assertThat(taken.stream().map(CompletableFuture::join)).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
    }
}
