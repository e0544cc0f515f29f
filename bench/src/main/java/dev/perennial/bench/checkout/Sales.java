package dev.perennial.bench.checkout;

import dev.perennial.bench.measure.Crowd;
import dev.perennial.bench.measure.Sandbox;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Whether what was sold is right. */
@Singleton
final class Sales {
    private static final int ASKED_AT_ONCE = 8;

    private final Sql sql;

    Sales(Sql sql) { this.sql = sql; }

    /** @throws IllegalStateException naming a checkout without an active subscription, a paid order with its journals, or exactly one charge */
    void verify(List<UUID> checkouts, Sandbox sandbox) throws InterruptedException {
        int right = sql.one("""
                select count(*)::int as found from checkout c join subscription s on s.checkout_id = c.id join orders o on o.checkout_id = c.id
                where c.id = any(?) and c.status = 'succeeded' and s.status = 'active' and o.status = 'paid'
                    and 2 = (select count(distinct j.kind) from journal j where j.order_id = o.id)""", row -> row.integer("found"), checkouts);
        if (right != checkouts.size()) {
            throw new IllegalStateException("of " + checkouts.size() + " checkouts only " + right + " have what was sold");
        }
        Crowd.each(checkouts.size(), ASKED_AT_ONCE, number -> {
            var charges = sandbox.chargesWith("checkout_id", checkouts.get(number).toString());
            if (charges.size() != 1 || !charges.getFirst().status().equals("succeeded")) {
                throw new IllegalStateException("checkout " + checkouts.get(number) + " was not charged exactly once: " + charges);
            }
            return number;
        });
    }
}
