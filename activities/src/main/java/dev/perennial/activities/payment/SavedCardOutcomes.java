package dev.perennial.activities.payment;

import dev.perennial.activities.Facts;
import dev.perennial.activities.Agendas;
import dev.perennial.core.command.AggregateDescription;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What it means that a customer has saved a card: it may become the default, and then pays what is past due (spec 03 §17.3). */
@Singleton
final class SavedCardOutcomes implements AttemptOutcomes {
    private final Customers customers;
    private final Subscriptions subscriptions;
    private final PaymentAttempts attempts;
    private final SavedMethods saved;
    private final PastDuePayments payments;
    private final Facts facts;
    private final BillingTime time;

    SavedCardOutcomes(Customers customers, Subscriptions subscriptions, PaymentAttempts attempts, SavedMethods saved, PastDuePayments payments,
            Facts facts, BillingTime time) {
        this.customers = customers;
        this.subscriptions = subscriptions;
        this.attempts = attempts;
        this.saved = saved;
        this.payments = payments;
        this.facts = facts;
        this.time = time;
    }

    @Override
    public Owner lockOwner(PaymentAttempt attempt) {
        // Subscriptions come first in the order of locks, so the ones that may be charged are locked before the customer.
        List<Subscription> pastDue = subscriptions.pastDueOf(attempt.customerId()).stream().map(subscriptions::lock).toList();
        return new Locked(pastDue, time.now(customers.get(attempt.customerId()).testClockId()));
    }

    @Override
    public Agenda agendaOf(PaymentAttempt attempt, Aggregate asker) {
        Instant look = attempt.nextRealLookAt(time.realNow());
        return new Agenda(!attempt.state().isOpen(), look, false, Agendas.said("gives the card up, or asks again", look),
                new AggregateDescription(attempt.organizationId(), attempt.customerId(), attempt.state().wire(), "a card for later"));
    }

    /** The customer's subscriptions that wait for money, in the transaction that locked them. */
    private final class Locked implements Owner {
        private final List<Subscription> pastDue;
        private final Instant now;

        Locked(List<Subscription> pastDue, Instant now) {
            this.pastDue = pastDue;
            this.now = now;
        }

        @Override
        public Instant now() { return now; }

        @Override
        public void succeeded(PaymentAttempt attempt, ProcessorAnswer.Succeeded answer) {
            var method = answer.method();
            if (method == null || attempt.state() != PaymentAttempt.State.SUCCEEDED) {
                throw new IllegalStateException("attempt " + attempt.id() + " saved no card");
            }
            UUID kept = saved.keep(attempt.customerId(), method, now);
            attempts.update(attempt.keptAs(kept));
            if (!attempt.setDefault()) {
                return;
            }
            pastDue.forEach(subscription -> payments.chargeWith(kept, subscription, now));
            Customer customer = customers.lock(attempt.customerId()).payingBy(kept, now);
            customers.update(customer);
            facts.about(customer.organizationId(), customer.id()).customer(customer, "customer.updated").customerStateChanged(customer.id())
                    .write(now);
        }

        @Override
        public void declined(PaymentAttempt attempt, ProcessorAnswer.Declined answer) {
            // Nothing was kept, nothing changes: the attempt itself answers the customer.
        }

        @Override
        public void waiting(PaymentAttempt attempt) {
            // The attempt's own workflow waits for the customer.
        }

        @Override
        public Agenda agendaOf(PaymentAttempt attempt, Aggregate asker) { return SavedCardOutcomes.this.agendaOf(attempt, asker); }
    }
}
