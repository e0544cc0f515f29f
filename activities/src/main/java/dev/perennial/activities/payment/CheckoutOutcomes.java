package dev.perennial.activities.payment;

import dev.perennial.activities.Agendas;
import dev.perennial.activities.Facts;
import dev.perennial.activities.checkout.Fulfilment;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** What the end of a payment means for a confirmed session: it is fulfilled, or open again for the buyer's next try (spec 02 §17, §18). */
@Singleton
final class CheckoutOutcomes implements AttemptOutcomes {
    private final Checkouts checkouts;
    private final Products products;
    private final Orders orders;
    private final Fulfilment fulfilment;
    private final SavedMethods saved;
    private final Books books;
    private final Facts facts;
    private final BillingTime time;

    CheckoutOutcomes(Checkouts checkouts, Products products, Orders orders, Fulfilment fulfilment, SavedMethods saved, Books books, Facts facts,
            BillingTime time) {
        this.checkouts = checkouts;
        this.products = products;
        this.orders = orders;
        this.fulfilment = fulfilment;
        this.saved = saved;
        this.books = books;
        this.facts = facts;
        this.time = time;
    }

    @Override
    public void lockOwner(PaymentAttempt attempt) { checkouts.lock(checkoutId(attempt)); }

    @Override
    public void succeeded(PaymentAttempt attempt, ProcessorAnswer.Succeeded answer) {
        Checkout checkout = checkoutOf(attempt);
        Instant now = time.now(checkout.testClockId());
        UUID orderId = checkout.orderId();
        if (orderId != null) {
            settleLate(orders.lock(orderId), answer, now);
            return;
        }
        if (checkout.status() != CheckoutStatus.CONFIRMED) {
            throw new IllegalStateException("checkout " + checkout.id() + " was paid while " + checkout.status());
        }
        var method = answer.method();
        boolean keeps = method != null && products.get(checkout.productId()).isRecurring();
        UUID kept = keeps && method != null ? saved.keep(attempt.customerId(), method, now) : null;
        fulfilment.fulfil(checkout, kept, true, (paid, at) -> {
            books.captured(paid, at);
            return books.settled(paid, answer.charge(), at).map(fee -> paid.withPlatformFee(fee, at)).orElse(paid);
        }, now);
    }

    @Override
    public void declined(PaymentAttempt attempt, ProcessorAnswer.Declined answer) {
        Checkout checkout = checkoutOf(attempt);
        if (checkout.status() != CheckoutStatus.CONFIRMED) {
            return;
        }
        Instant now = time.now(checkout.testClockId());
        Checkout open = checkout.with(CheckoutStatus.OPEN, checkout.expiresAt(), now);
        checkouts.update(open);
        facts.about(open.organizationId(), open.id()).checkout(open, "checkout.updated").write(now);
    }

    @Override
    public void waiting(PaymentAttempt attempt) {
        Checkout checkout = checkoutOf(attempt);
        Instant now = time.now(checkout.testClockId());
        Instant wakeAt = attempt.state() == PaymentAttempt.State.UNKNOWN ? now : now.plus(Checkout.CONFIRMATION_TIMEOUT);
        checkouts.update(checkout.with(checkout.status(), wakeAt, now));
    }

    @Override
    public Agenda agendaOf(PaymentAttempt attempt, Aggregate asker) { return Agendas.of(checkoutOf(attempt)); }

    private void settleLate(Order order, ProcessorAnswer.Succeeded answer, Instant now) {
        if (!order.platformFee().isZero()) {
            return;
        }
        books.settled(order, answer.charge(), now).ifPresent(fee -> {
            Order settled = order.withPlatformFee(fee, now);
            orders.update(settled);
            UUID subscription = order.subscriptionId();
            facts.about(order.organizationId(), subscription == null ? order.id() : subscription).order(settled, "order.updated").write(now);
        });
    }

    private Checkout checkoutOf(PaymentAttempt attempt) {
        UUID id = checkoutId(attempt);
        return checkouts.find(id).orElseThrow(() -> new IllegalStateException("no checkout " + id));
    }

    private static UUID checkoutId(PaymentAttempt attempt) {
        UUID id = attempt.checkoutId();
        if (id == null) {
            throw new IllegalStateException("attempt " + attempt.id() + " has no checkout");
        }
        return id;
    }
}
