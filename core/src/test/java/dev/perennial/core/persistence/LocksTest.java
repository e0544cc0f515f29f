package dev.perennial.core.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.catalog.Product;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What locks keep out, and what becomes of transactions that wait for each other (LIV-11, LIV-12). */
class LocksTest {
    private static final int LONG = 60;
    @AutoClose
    final TestDatabase database = new TestDatabase();
    final Sql sql = database.sql();
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();
    final UUID customer = shop.customer(organization).id();

    @BeforeEach
    void createTable() {
        sql.update("create table thing (id int primary key, version int not null default 0)");
        sql.update("insert into thing (id) values (1), (2)");
    }

    @Test
    void aLockKeepsOutNoRowThatNamesTheLockedOne() {
        database.inTransaction(() -> {
            database.get(Customers.class).lock(customer);
            sql.lock("organization", "select id from organization where id = ?", row -> row.uuid("id"), organization);
            var inserted = database.elsewhere(() -> shop.card(customer, "pm_new").customerId());
            assertThat(inserted.orTimeout(LONG, TimeUnit.SECONDS).join()).isEqualTo(customer);
        });
    }

    @Test
    void twoThatWaitForEachOtherBothEndWell() {
        var runs = new AtomicInteger();
        var bothHoldOne = new CyclicBarrier(2);
        var up = database.elsewhere(() -> change(1, 2, runs, bothHoldOne));
        var down = database.elsewhere(() -> change(2, 1, runs, bothHoldOne));
        up.orTimeout(LONG, TimeUnit.SECONDS).join();
        down.orTimeout(LONG, TimeUnit.SECONDS).join();
        assertThat(runs).as("one of them was taken again").hasValue(3);
        assertThat(sql.list("select version from thing order by id", row -> row.integer("version"))).containsExactly(2, 2);
    }

    @Test
    void onlyTheOutermostTransactionIsTakenAgain() {
        var runs = new AtomicInteger();
        var outer = new AtomicInteger();
        var bothHoldOne = new CyclicBarrier(2);
        var up = database.elsewhere(() -> {
            outer.incrementAndGet();
            return database.inTransaction(() -> change(1, 2, runs, bothHoldOne));
        });
        var down = database.elsewhere(() -> {
            outer.incrementAndGet();
            return database.inTransaction(() -> change(2, 1, runs, bothHoldOne));
        });
        up.orTimeout(LONG, TimeUnit.SECONDS).join();
        down.orTimeout(LONG, TimeUnit.SECONDS).join();
        assertThat(runs).hasValue(3);
        assertThat(outer).hasValue(3);
    }

    private boolean change(int first, int second, AtomicInteger runs, CyclicBarrier bothHoldOne) {
        boolean meet = runs.incrementAndGet() <= 2;
        sql.updateOne("update thing set version = version + 1 where id = ?", first);
        if (meet) {
            try {
                bothHoldOne.await(LONG, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | java.util.concurrent.TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }
        sql.updateOne("update thing set version = version + 1 where id = ?", second);
        return true;
    }

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001"})
    void aSecondFailureIsTheCallers(String state) {
        String failing = "do $$ begin raise exception 'chosen' using errcode = '" + state + "'; end $$";
        var runs = new AtomicInteger();
        assertThatThrownBy(() -> database.inTransaction(() -> {
            runs.incrementAndGet();
            return sql.update(failing);
        })).hasMessageContaining("chosen");
        assertThat(runs).hasValue(2);
    }

    @Test
    void whatFailsOtherwiseIsNotTakenAgain() {
        var runs = new AtomicInteger();
        assertThatThrownBy(() -> database.inTransaction(() -> {
            runs.incrementAndGet();
            return sql.update("insert into thing (id) values (1)");
        })).isInstanceOf(SqlFailure.DuplicateKey.class);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aStatementByItselfIsTakenAgainToo() {
        sql.update("create sequence turn");
        sql.update("""
                create function chosen_once() returns int language plpgsql as $$ begin
                    if nextval('turn') = 1 then raise exception 'chosen' using errcode = '40P01'; end if; return 1; end $$""");
        sql.update("update thing set version = 7 where id = chosen_once()");
        assertThat(sql.list("select version from thing order by id", row -> row.integer("version"))).containsExactly(7, 0);
    }

    @Test
    void subscriptionsOfACardAreLockedInTheOrderOfTheirIds() {
        UUID card = shop.card(customer, "pm_lost").id();
        Product product = shop.product(organization, 500);
        UUID high = subscription(product, card);
        UUID low = subscription(product, card);
        while (low.toString().compareTo(high.toString()) > 0) { // The higher one lies before the lower one.
            low = subscription(product, card);
        }
        UUID lowest = low;
        var removed = database.inTransaction(() -> {
            database.get(Subscriptions.class).lock(lowest);
            var removing = database.elsewhere(() -> {
                database.get(PaymentMethods.class).remove(card, NOW);
                return card;
            });
            database.awaitBlocked();
            assertThat(sql.list("select id from subscription where id = ? for no key update nowait", row -> row.uuid("id"), high))
                    .containsExactly(high);
            return removing;
        });
        assertThat(removed.orTimeout(LONG, TimeUnit.SECONDS).join()).isEqualTo(card);
    }

    private UUID subscription(Product product, UUID card) {
        Subscription paying = shop.subscription(product, customer, null).payingWith(card, NOW);
        database.get(Subscriptions.class).update(paying);
        return paying.id();
    }
}
