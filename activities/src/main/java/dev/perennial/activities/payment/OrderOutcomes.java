package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;

import dev.perennial.activities.Agendas;
import dev.perennial.activities.Facts;
import dev.perennial.activities.order.OrderPayments;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.moneycase.Arrival;
import dev.perennial.core.moneycase.MoneyCase.Kind;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
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
    private final PaymentAttempts attempts;
    private final PaymentMethods methods;
    private final SavedMethods saved;
    private final Books books;
    private final LateSettlement late;
    private final OrderPayments collection;
    private final Facts facts;
    private final BillingTime time;

    OrderOutcomes(Orders orders, Subscriptions subscriptions, Customers customers, PaymentAttempts attempts, PaymentMethods methods,
            SavedMethods saved, Books books, LateSettlement late, OrderPayments collection, Facts facts, BillingTime time) {
        this.orders = orders;
        this.subscriptions = subscriptions;
        this.customers = customers;
        this.attempts = attempts;
        this.methods = methods;
        this.saved = saved;
        this.books = books;
        this.late = late;
        this.collection = collection;
        this.facts = facts;
        this.time = time;
    }

    @Override
    public Owner lockOwner(PaymentAttempt attempt) {
        Subscription subscription = subscriptions.lockOfOrder(orderId(attempt)).orElse(null);
        Order order = orders.lock(orderId(attempt));
        return new Locked(new OrderPayments.Standing(order, subscription), time.now(order.testClockId()));
    }

    @Override
    public Agenda agendaOf(PaymentAttempt attempt, Aggregate asker) {
        Order order = orders.get(orderId(attempt));
        UUID subscription = order.subscriptionId();
        return asker == Aggregate.SUBSCRIPTION && subscription != null ? Agendas.of(subscriptions.get(subscription)) : Agendas.of(order);
    }

    /** The order and its subscription in the transaction that locked them. */
    private final class Locked implements Owner {
        private final Instant now;
        private OrderPayments.Standing standing;
        private Customers.@Nullable Numbered receipt;

        Locked(OrderPayments.Standing standing, Instant now) {
            this.standing = standing;
            this.now = now;
        }

        @Override
        public Instant now() { return now; }

        /** Takes the receipt's number with it: that locks the customer, and finds nobody where the customer was deleted. */
        @Override
        public Optional<Kind> obstacleTo(PaymentAttempt attempt) {
            Order order = standing.order();
            boolean anotherIsOpen = !attempt.state().isOpen() && attempts.findOpenOfOrder(order.id()).isPresent();
            Optional<Kind> obstacle = Arrival.forOrder(order, anotherIsOpen);
            if (obstacle.isPresent()) {
                return obstacle;
            }
            receipt = customers.numberReceipt(order.customerId()).orElse(null);
            return receipt == null ? Optional.of(Kind.CUSTOMER_DELETED) : Optional.empty();
        }

        @Override
        public void succeeded(PaymentAttempt attempt, ProcessorAnswer.Succeeded answer, @Nullable Taken taken) {
            var numbered = requireNonNull(receipt, "whether the order can be paid is found out first");
            Order paid = standing.order().paid(numbered.customer().receiptNumber(numbered.number()), now);
            Books.Booking booking = books.paid(paid, Taken.of(attempt, taken));
            Order settled = booking.of(paid, now);
            orders.update(settled);
            books.post(settled, booking, now);
            Subscription paying = payingWithWhatWorked(attempt, answer.method(), standing.subscription(), now);
            standing = collection.paid(paid, new OrderPayments.Standing(settled, standing.subscription()), paying, now);
        }

        @Override
        public void takenBack(Kind why) {
            if (why == Kind.CUSTOMER_DELETED) {
                writeOff();
            }
        }

        private void writeOff() {
            standing = new OrderPayments.Standing(collection.voidOrder(standing.order(), now), standing.subscription());
        }

        @Override
        public void settled(PaymentAttempt attempt, Taken taken) {
            standing = new OrderPayments.Standing(late.look(standing.order(), taken, now), standing.subscription());
        }

        @Override
        public void declined(PaymentAttempt attempt, ProcessorAnswer.Declined answer) {
            UUID method = attempt.paymentMethodId();
            if (answer.methodIsGone() && method != null) {
                methods.remove(method, now);
                UUID subscription = standing.order().subscriptionId();
                standing = new OrderPayments.Standing(standing.order(), subscription == null ? null : subscriptions.get(subscription));
            }
            if (!standing.order().isPending()) {
                return;
            }
            if (customers.get(standing.order().customerId()).deletedAt() != null) {
                writeOff(); // Nobody is left to be asked again.
            } else {
                standing = collection.failed(standing, attempt.trigger(), answer.declineCode(), now);
            }
        }

        @Override
        public void waiting(PaymentAttempt attempt) {
            Order order = standing.order();
            if (!order.isPending()) {
                return;
            }
            store(order.collecting(order.collection(), attempt.nextLookAt(now), now));
            facts.about(order.organizationId(), rootOf(order)).internal(Facts.COLLECTION_STARTED, order.id()).write(now);
        }

        @Override
        public Agenda agendaOf(PaymentAttempt attempt, Aggregate asker) {
            Subscription subscription = standing.subscription();
            return asker == Aggregate.SUBSCRIPTION && subscription != null ? Agendas.of(subscription) : Agendas.of(standing.order());
        }

        private void store(Order order) {
            orders.update(order);
            standing = new OrderPayments.Standing(order, standing.subscription());
        }
    }

    private @Nullable Subscription payingWithWhatWorked(PaymentAttempt attempt, ProcessorAnswer.@Nullable Method method,
            @Nullable Subscription subscription, Instant now) {
        if (subscription == null || attempt.trigger() != PaymentAttempt.Trigger.RETRY_CUSTOMER || method == null) {
            return subscription;
        }
        UUID kept = saved.keep(subscription.customerId(), method, now);
        return kept.equals(subscription.paymentMethodId()) ? subscription : subscription.payingWith(kept, now);
    }

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
