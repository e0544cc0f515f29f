package dev.perennial.activities.customer;

import static java.util.Objects.requireNonNull;

import dev.perennial.activities.payment.PaymentProcessor;
import dev.perennial.activities.payment.PaymentProcessor.Payer;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.customer.Anonymization;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.customer.PersonalCopies;
import dev.perennial.core.payment.DefaultMethod;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.PaymentMethod;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.time.RealInstant;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.customer.CustomerSteps;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class CustomerStepsImpl implements CustomerSteps {
    /** The workflow looks again after an hour; whoever looks after it does so a little later. */
    private static final Duration UNTIL_WEBHOOKS_ARE_SENT = Duration.ofHours(1).plusMinutes(1);

    private final TransactionOperations<Connection> transactions;
    private final Customers customers;
    private final Subscriptions subscriptions;
    private final PaymentAttempts attempts;
    private final PaymentMethods methods;
    private final DefaultMethod defaults;
    private final PersonalCopies copies;
    private final Commands commands;
    private final PaymentProcessor processor;
    private final Provider<Owners> owners;
    private final BillingTime time;

    CustomerStepsImpl(TransactionOperations<Connection> transactions, Customers customers, Subscriptions subscriptions, PaymentAttempts attempts,
            PaymentMethods methods, DefaultMethod defaults, PersonalCopies copies, Commands commands, PaymentProcessor processor,
            Provider<Owners> owners,
            BillingTime time) {
        this.transactions = transactions;
        this.customers = customers;
        this.subscriptions = subscriptions;
        this.attempts = attempts;
        this.methods = methods;
        this.defaults = defaults;
        this.copies = copies;
        this.commands = commands;
        this.processor = processor;
        this.owners = owners;
        this.time = time;
    }

    @Override
    public Need look(Subject subject) {
        Customer customer = customers.get(subject.id());
        if (customer.deletedAt() == null) {
            return Need.PROFILE;
        }
        return Anonymization.isDone(customer) ? Need.END_AND_FORGET : Need.END;
    }

    @Override
    public void tellProcessor(Subject subject) {
        Optional<RealInstant> due = customers.followUpOf(subject.id());
        Customer customer = customers.get(subject.id());
        if (customer.deletedAt() != null) {
            return; // What is due is the end of what the customer had.
        }
        String known = customer.processorCustomerId();
        if (known != null) {
            processor.update(known, Payer.of(customer), defaultMethodOf(customer));
        }
        due.ifPresent(seen -> customers.followedUp(subject.id(), seen, null));
    }

    private @Nullable String defaultMethodOf(Customer customer) {
        UUID method = customer.defaultPaymentMethodId();
        return method == null ? null : methods.find(method).map(PaymentMethod::processorId).orElse(null);
    }

    @Override
    public void payPastDue(Subject subject) {
        transactions.executeWrite(status -> {
            Customer customer = customers.get(subject.id());
            UUID method = customer.defaultPaymentMethodId();
            if (method != null && customer.deletedAt() == null) {
                defaults.choose(customer.id(), method, null, time.now(customer.testClockId()));
            }
            return customer;
        });
    }

    /** Their owners look and find that nothing is wanted any more. What is being asked for just now finds it out by itself. */
    private void endPayments(UUID customer) {
        for (PaymentAttempt open : attempts.openOf(customer)) {
            if (open.state() != PaymentAttempt.State.STARTED) {
                var owner = ProviderEvent.ownerOf(open);
                owners.get().signal(Aggregate.of(owner.aggregate()), owner.id(), owner.signal());
            }
        }
    }

    /** A repeat finds those that are left; one whose end was asked for before is asked again, and says that it is over. */
    @Override
    public void endSubscriptions(Subject subject) {
        Optional<RealInstant> due = customers.followUpOf(subject.id());
        endPayments(subject.id());
        Customer customer = customers.get(subject.id());
        UUID organization = customer.organizationId();
        for (UUID id : subscriptions.runningOf(subject.id())) {
            Command revoke = new Command(UUID.randomUUID(), time.realNow(), "revoke", Aggregate.SUBSCRIPTION.wire(), id, organization,
                    "deleted-customer:" + subject.id(), Map.of(), null);
            transactions.executeWrite(status -> {
                commands.insert(revoke);
                return revoke;
            });
            owners.get().execute(Aggregate.SUBSCRIPTION, id, revoke.kind(), revoke.id());
        }
        if (!Anonymization.isDone(customer)) {
            due.ifPresent(seen -> customers.followedUp(subject.id(), seen, null));
        }
    }

    @Override
    public void forgetCards(Subject subject) {
        Customer customer = customers.get(subject.id());
        String payer = customer.processorCustomerId();
        for (PaymentMethod method : methods.ofCustomer(subject.id())) {
            processor.detach(requireNonNull(payer, () -> "customer " + subject.id() + " has cards and is unknown to the processor"),
                    method.processorId());
            Instant now = time.now(customer.testClockId());
            transactions.executeWrite(status -> {
                methods.remove(method.id(), now);
                return method;
            });
        }
    }

    @Override
    public boolean eraseCopies(Subject subject) {
        boolean nothingIsUnderWay = attempts.openOf(subject.id()).isEmpty(); // What is may yet write something down.
        return transactions.executeWrite(status -> {
            Optional<RealInstant> due = customers.followUpOf(subject.id());
            boolean gone = copies.erase(subject.id()) && nothingIsUnderWay;
            RealInstant next = gone ? null : time.realNow().plus(UNTIL_WEBHOOKS_ARE_SENT);
            due.ifPresent(seen -> customers.followedUp(subject.id(), seen, next));
            return gone;
        });
    }
}
