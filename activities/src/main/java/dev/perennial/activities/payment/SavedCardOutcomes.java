package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;

import dev.perennial.activities.Facts;
import dev.perennial.activities.Agendas;
import dev.perennial.core.command.AggregateDescription;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.moneycase.MoneyCase.Kind;
import dev.perennial.core.payment.DefaultMethod;
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

/** What it means that a customer has saved a card: it may become the default, and then pays what is past due (SUB-11, SUB-12). */
@Singleton
final class SavedCardOutcomes implements AttemptOutcomes {
    private final Customers customers;
    private final PaymentAttempts attempts;
    private final SavedMethods saved;
    private final DefaultMethod defaults;
    private final Facts facts;
    private final BillingTime time;

    SavedCardOutcomes(Customers customers, PaymentAttempts attempts, SavedMethods saved, DefaultMethod defaults, Facts facts, BillingTime time) {
        this.customers = customers;
        this.attempts = attempts;
        this.saved = saved;
        this.defaults = defaults;
        this.facts = facts;
        this.time = time;
    }

    @Override
    public Owner lockOwner(PaymentAttempt attempt) {
        // Subscriptions come first in the order of locks.
        defaults.lock(attempt.customerId());
        return new Locked(time.now(customers.get(attempt.customerId()).testClockId()));
    }

    @Override
    public Agenda agendaOf(PaymentAttempt attempt, Aggregate asker) {
        Instant look = Agendas.inRealTime(attempt.nextRealLookAt(time.realNow()));
        return new Agenda(!attempt.state().isOpen(), look, false, Agendas.said("gives the card up, or asks again", look),
                new AggregateDescription(attempt.organizationId(), attempt.customerId(), attempt.state().wire(), "a card for later"));
    }

    /** The transaction that locked the customer's subscriptions. */
    private final class Locked implements Owner {
        private final Instant now;
        private @Nullable Customer owner;

        Locked(Instant now) { this.now = now; }

        @Override
        public Instant now() { return now; }

        @Override
        public Optional<Kind> obstacleTo(PaymentAttempt attempt) {
            owner = customers.lock(attempt.customerId());
            return owner.deletedAt() == null ? Optional.empty() : Optional.of(Kind.CARD_OF_DELETED_CUSTOMER);
        }

        @Override
        public void succeeded(PaymentAttempt attempt, ProcessorAnswer.Succeeded answer, @Nullable Taken taken) {
            var method = answer.method();
            if (method == null || attempt.state() != PaymentAttempt.State.SUCCEEDED) {
                throw new IllegalStateException("attempt " + attempt.id() + " saved no card");
            }
            UUID former = defaults.standing(attempt.customerId()).orElse(null);
            UUID kept = saved.keep(attempt.customerId(), method, now);
            attempts.update(attempt.keptAs(kept));
            if (!attempt.setDefault()) {
                return;
            }
            defaults.choose(attempt.customerId(), kept, former, now);
            Customer customer = requireNonNull(owner, "whose card it is is found out first").payingBy(kept, now);
            customers.update(customer);
            customers.followUp(customer.id(), time.realNow());
            facts.about(customer.organizationId(), customer.id()).customer(customer, "customer.updated").customerStateChanged(customer.id())
                    .internal(Customer.PROFILE_CHANGED, customer.id()).write(now);
        }

        @Override
        public void settled(PaymentAttempt attempt, Taken taken) {
            // A card brings nothing to our balance; one that was removed since is not kept again.
        }

        @Override
        public void takenBack(Kind why) {
            // Nothing was kept: the attempt itself answers the customer.
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
