package dev.perennial.bench.subscription;

import dev.perennial.bench.measure.Crowd;
import dev.perennial.bench.measure.Sandbox;
import dev.perennial.bench.measure.Sandbox.Charge;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The orders a measurement's merchant has been paid, and whether they are right. */
@Singleton
final class PaidOrders {
    private static final int ASKED_AT_ONCE = 8;

    private final Sql sql;

    PaidOrders(Sql sql) { this.sql = sql; }

    private record Sale(UUID orderId, String processorCustomerId) {}

    int count(UUID organizationId) {
        return sql.one("select count(*)::int as paid from orders where organization_id = ? and status = 'paid'", row -> row.integer("paid"),
                organizationId);
    }

    List<Instant> times(UUID organizationId) {
        return sql.list("select paid_at from orders where organization_id = ? and status = 'paid'", row -> row.instant("paid_at"), organizationId);
    }

    /**
     * Holds every renewal against the rows and the processor.
     *
     * @throws IllegalStateException naming what is wrong: a renewal without its paid order or journals, or a charge too many or too few
     */
    void verify(UUID organizationId, int expected, Sandbox sandbox) throws InterruptedException {
        mustBe("subscriptions renewed once", expected,
                """
                        select count(*)::int as found from subscription s where s.organization_id = ? and s.status = 'active'
                            and 1 = (select count(*) from orders o where o.subscription_id = s.id and o.status = 'paid' and o.period_start = s.current_period_start
                                     and o.billing_reason = 'subscription_cycle')
                            and 1 = (select count(*) from orders o where o.subscription_id = s.id)""",
                organizationId);
        mustBe("orders with one succeeded payment and both journals", expected, """
                select count(*)::int as found from orders o where o.organization_id = ?
                    and 1 = (select count(*) from payment p where p.order_id = o.id and p.status = 'succeeded' and p.amount = o.due_amount)
                    and 2 = (select count(distinct j.kind) from journal j where j.order_id = o.id)""", organizationId);
        mustBe("journals out of balance", 0, """
                select count(*)::int as found from (select 1 from journal j join posting p on p.journal_id = j.id where j.organization_id = ?
                    group by j.id, p.currency having sum(p.amount) <> 0) wrong""", organizationId);
        List<Sale> sales = sql.list("""
                select o.id, c.processor_customer_id from orders o join customer c on c.id = o.customer_id where o.organization_id = ?""",
                row -> new Sale(row.uuid("id"), row.text("processor_customer_id")), organizationId);
        Crowd.each(sales.size(), ASKED_AT_ONCE, number -> {
            Sale sale = sales.get(number);
            List<Charge> charges = sandbox.chargesOfCustomer(sale.processorCustomerId);
            if (charges.size() != 1 || !isOf(sale, charges.getFirst())) {
                throw new IllegalStateException("order " + sale.orderId + " was not charged exactly once: " + charges);
            }
            return number;
        });
    }

    private static boolean isOf(Sale sale, Charge charge) {
        return charge.status().equals("succeeded") && charge.orderId().equals(sale.orderId.toString())
                && charge.amount() == Seeds.PRICE.minorUnits();
    }

    private void mustBe(String what, int expected, String query, UUID organizationId) {
        int found = sql.one(query, row -> row.integer("found"), organizationId);
        if (found != expected) {
            throw new IllegalStateException(what + ": expected " + expected + ", found " + found);
        }
    }
}
