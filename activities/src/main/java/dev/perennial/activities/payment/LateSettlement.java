package dev.perennial.activities.payment;

import dev.perennial.activities.Facts;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** What a charge has brought, where that was not known when it paid its order: booked once, or asked for again later (LED-4). */
@Singleton
final class LateSettlement {
    private final Orders orders;
    private final Books books;
    private final Facts facts;

    LateSettlement(Orders orders, Books books, Facts facts) {
        this.orders = orders;
        this.books = books;
        this.facts = facts;
    }

    /** Looks at an order of which the charge that paid it was asked about again; its row is locked by the caller's transaction. */
    Order look(Order order, Taken taken, Instant now) {
        if (!order.awaitsSettlement()) {
            return order;
        }
        Books.Booking booking = books.settling(order, taken);
        Order looked = booking.of(order, now);
        orders.update(looked);
        books.post(looked, booking, now);
        if (looked.settledAt() != null) {
            UUID subscription = order.subscriptionId();
            facts.about(order.organizationId(), subscription == null ? order.id() : subscription).order(looked, "order.updated").write(now);
        }
        return looked;
    }
}
