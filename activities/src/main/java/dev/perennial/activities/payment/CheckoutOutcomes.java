package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;

import dev.perennial.activities.Agendas;
import dev.perennial.activities.Facts;
import dev.perennial.activities.checkout.Fulfilment;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.moneycase.Arrival;
import dev.perennial.core.moneycase.MoneyCase.Kind;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the end of a payment means for a confirmed session: it is fulfilled, or open again for the buyer's next try. */
@Singleton
final class CheckoutOutcomes implements AttemptOutcomes {
    private final Checkouts checkouts;
    private final Orders orders;
    private final PaymentAttempts attempts;
    private final Fulfilment fulfilment;
    private final SavedMethods saved;
    private final Books books;
    private final LateSettlement late;
    private final Facts facts;
    private final BillingTime time;

    CheckoutOutcomes(Checkouts checkouts, Orders orders, PaymentAttempts attempts, Fulfilment fulfilment, SavedMethods saved, Books books,
            LateSettlement late, Facts facts, BillingTime time) {
        this.checkouts = checkouts;
        this.orders = orders;
        this.attempts = attempts;
        this.fulfilment = fulfilment;
        this.saved = saved;
        this.books = books;
        this.late = late;
        this.facts = facts;
        this.time = time;
    }

    @Override
    public Owner lockOwner(PaymentAttempt attempt) {
        Checkout checkout = checkouts.lock(checkoutId(attempt));
        return new Locked(checkout, time.now(checkout.testClockId()));
    }

    @Override
    public Agenda agendaOf(PaymentAttempt attempt, Aggregate asker) {
        UUID id = checkoutId(attempt);
        return agendaOf(checkouts.find(id).orElseThrow(() -> new IllegalStateException("no checkout " + id)), asker);
    }

    /** The order a session has led to asks for itself: what its charge has brought may become known long after the session has ended. */
    private Agenda agendaOf(Checkout checkout, Aggregate asker) {
        UUID order = checkout.orderId();
        return asker == Aggregate.ORDER && order != null ? Agendas.of(orders.get(order)) : Agendas.of(checkout);
    }

    /** The session in the transaction that locked it. */
    private final class Locked implements Owner {
        private final Instant now;
        private Checkout checkout;
        private Fulfilment.@Nullable Sale sale;

        Locked(Checkout checkout, Instant now) {
            this.checkout = checkout;
            this.now = now;
        }

        @Override
        public Instant now() { return now; }

        @Override
        public Optional<Kind> obstacleTo(PaymentAttempt attempt) {
            Fulfilment.Sale found = fulfilment.saleOf(checkout);
            sale = found;
            boolean anotherIsOpen = !attempt.state().isOpen() && attempts.findOpenOfCheckout(checkout.id()).isPresent();
            return Arrival.forSession(checkout, attempt, anotherIsOpen, found.customer(), found.seller(), found.customerHasAnother());
        }

        @Override
        public void succeeded(PaymentAttempt attempt, ProcessorAnswer.Succeeded answer, @Nullable Taken taken) {
            var wanted = requireNonNull(sale, "whether the session can be fulfilled is found out first");
            checkout = fulfilment.fulfil(wanted, new Paid(attempt.customerId(), answer, Taken.of(attempt, taken), saved, books), now);
        }

        @Override
        public void settled(PaymentAttempt attempt, Taken taken) {
            UUID orderId = checkout.orderId();
            if (orderId != null) {
                late.look(orders.lock(orderId), taken, now);
            }
        }

        @Override
        public void takenBack(Kind why) { opensAgain(); }

        @Override
        public void declined(PaymentAttempt attempt, ProcessorAnswer.Declined answer) { opensAgain(); }

        private void opensAgain() {
            if (checkout.status() != CheckoutStatus.CONFIRMED) {
                return;
            }
            store(checkout.with(CheckoutStatus.OPEN, checkout.expiresAt(), now));
            facts.about(checkout.organizationId(), checkout.id()).checkout(checkout, "checkout.updated").write(now);
        }

        @Override
        public void waiting(PaymentAttempt attempt) {
            store(checkout.with(checkout.status(), attempt.nextLookAt(now), now));
        }

        @Override
        public Agenda agendaOf(PaymentAttempt attempt, Aggregate asker) { return CheckoutOutcomes.this.agendaOf(checkout, asker); }

        private void store(Checkout changed) {
            checkouts.update(changed);
            checkout = changed;
        }
    }

    /** What the processor has taken from the session's customer. */
    private record Paid(UUID customer, ProcessorAnswer.Succeeded answer, Taken taken, SavedMethods saved, Books books) implements Fulfilment.Takings {
        @Override
        public @Nullable UUID keepMethod(Instant now) {
            var method = answer.method();
            return method == null ? null : saved.keep(customer, method, now);
        }

        @Override
        public Fulfilment.Booked book(Order paid, Organization seller, Instant now) {
            Books.Booking booking = books.paid(paid, seller, taken);
            Order settled = booking.of(paid, now);
            return new Fulfilment.Booked(settled, () -> books.post(settled, booking, now));
        }
    }

    private static UUID checkoutId(PaymentAttempt attempt) {
        UUID id = attempt.checkoutId();
        if (id == null) {
            throw new IllegalStateException("attempt " + attempt.id() + " has no checkout");
        }
        return id;
    }
}
