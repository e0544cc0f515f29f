package dev.perennial.activities.payment;

import dev.perennial.activities.Agendas;
import dev.perennial.activities.Facts;
import dev.perennial.activities.order.OrderPayments;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the end of a charge means for a pending order and its subscription. */
@Singleton
final class OrderOutcomes implements AttemptOutcomes {
    private final Orders orders;
    private final Subscriptions subscriptions;
    private final Customers customers;
    private final PaymentMethods methods;
    private final SavedMethods saved;
    private final Books books;
    private final OrderPayments collection;
    private final Facts facts;
    private final BillingTime time;

    OrderOutcomes(Orders orders, Subscriptions subscriptions, Customers customers, PaymentMethods methods, SavedMethods saved, Books books,
            OrderPayments collection, Facts facts, BillingTime time) {
        this.orders = orders;
        this.subscriptions = subscriptions;
        this.customers = customers;
        this.methods = methods;
        this.saved = saved;
        this.books = books;
        this.collection = collection;
        this.facts = facts;
        this.time = time;
    }

    @Override
    public void lockOwner(PaymentAttempt attempt) {
        UUID subscription = orderOf(attempt).subscriptionId();
        if (subscription != null) {
            subscriptions.lock(subscription);
        }
        orders.lock(orderId(attempt));
    }

    @Override
    public void succeeded(PaymentAttempt attempt, ProcessorAnswer.Succeeded answer) {
        Order order = orderOf(attempt);
        Instant now = time.now(order.testClockId());
        if (order.isPending()) {
            Subscription subscription = payingWithWhatWorked(attempt, answer.method(), order, now);
            Order paid = order.paid(customers.lock(order.customerId()).receiptNumber(customers.takeReceiptNumber(order.customerId())), now);
            books.captured(paid, now);
            Optional<Money> fee = books.settled(paid, answer.charge(), now);
            Order settled = fee.map(taken -> paid.withPlatformFee(taken, now)).orElse(paid);
            orders.update(settled);
            collection.paid(paid, settled, subscription, now);
        } else if (order.status().isPaid() && order.platformFee().isZero()) {
            books.settled(order, answer.charge(), now).ifPresent(taken -> {
                Order settled = order.withPlatformFee(taken, now);
                orders.update(settled);
                facts.about(order.organizationId(), rootOf(order)).order(settled, "order.updated").write(now);
            });
        }
    }

    @Override
    public void declined(PaymentAttempt attempt, ProcessorAnswer.Declined answer) {
        Order order = orderOf(attempt);
        Instant now = time.now(order.testClockId());
        UUID method = attempt.paymentMethodId();
        if (answer.methodIsGone() && method != null) {
            methods.remove(method, now);
        }
        if (order.isPending()) {
            collection.failed(order, attempt.trigger(), answer.declineCode(), now);
        }
    }

    @Override
    public void waiting(PaymentAttempt attempt) {
        Order order = orderOf(attempt);
        Instant now = time.now(order.testClockId());
        if (!order.isPending()) {
            return;
        }
        // An unknown outcome is looked into at once; a payer gets time to act, and may be faster through the processor's event.
        Instant wakeAt = attempt.state() == PaymentAttempt.State.UNKNOWN ? now : now.plus(AttemptRecorder.PAYER_TIMEOUT);
        orders.update(order.collecting(order.collection(), wakeAt, now));
        facts.about(order.organizationId(), rootOf(order)).internal(Facts.COLLECTION_STARTED, order.id()).write(now);
    }

    @Override
    public Agenda agendaOf(PaymentAttempt attempt, Aggregate asker) {
        Order order = orderOf(attempt);
        UUID subscription = order.subscriptionId();
        return asker == Aggregate.SUBSCRIPTION && subscription != null ? Agendas.of(subscriptions.get(subscription)) : Agendas.of(order);
    }

    private @Nullable Subscription payingWithWhatWorked(PaymentAttempt attempt, ProcessorAnswer.@Nullable Method method, Order order, Instant now) {
        UUID id = order.subscriptionId();
        if (id == null) {
            return null;
        }
        Subscription subscription = subscriptions.lock(id);
        if (attempt.trigger() != PaymentAttempt.Trigger.RETRY_CUSTOMER || method == null) {
            return subscription;
        }
        UUID kept = saved.keep(order.customerId(), method, now);
        return kept.equals(subscription.paymentMethodId()) ? subscription : subscription.payingWith(kept, now);
    }

    private Order orderOf(PaymentAttempt attempt) { return orders.get(orderId(attempt)); }

    private static UUID orderId(PaymentAttempt attempt) {
        UUID id = attempt.orderId();
        if (id == null) {
            throw new IllegalStateException("attempt " + attempt.id() + " has no order");
        }
        return id;
    }

    private static UUID rootOf(Order order) {
        UUID subscription = order.subscriptionId();
        return subscription == null ? order.id() : subscription;
    }
}
