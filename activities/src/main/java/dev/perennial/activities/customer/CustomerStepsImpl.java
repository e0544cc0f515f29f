package dev.perennial.activities.customer;

import static java.util.Objects.requireNonNull;

import dev.perennial.activities.payment.PastDuePayments;
import dev.perennial.activities.payment.PaymentProcessor;
import dev.perennial.activities.payment.PaymentProcessor.Payer;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.customer.Anonymization;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.customer.PersonalCopies;
import dev.perennial.core.payment.PaymentMethod;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.customer.CustomerSteps;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class CustomerStepsImpl implements CustomerSteps {
    private final TransactionOperations<Connection> transactions;
    private final Customers customers;
    private final Subscriptions subscriptions;
    private final PaymentMethods methods;
    private final PastDuePayments pastDue;
    private final PersonalCopies copies;
    private final Commands commands;
    private final PaymentProcessor processor;
    private final Provider<Owners> owners;
    private final BillingTime time;

    CustomerStepsImpl(TransactionOperations<Connection> transactions, Customers customers, Subscriptions subscriptions, PaymentMethods methods,
            PastDuePayments pastDue, PersonalCopies copies, Commands commands, PaymentProcessor processor, Provider<Owners> owners,
            BillingTime time) {
        this.transactions = transactions;
        this.customers = customers;
        this.subscriptions = subscriptions;
        this.methods = methods;
        this.pastDue = pastDue;
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
        Customer customer = customers.get(subject.id());
        String known = customer.processorCustomerId();
        if (known != null && customer.deletedAt() == null) {
            processor.update(known, Payer.of(customer), defaultMethodOf(customer));
        }
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
                pastDue.chargeWith(method, customer.id(), time.now(customer.testClockId()));
            }
            return customer;
        });
    }

    /** A repeat finds those that are left; one whose end was asked for before is asked again, and says that it is over. */
    @Override
    public void endSubscriptions(Subject subject) {
        UUID organization = customers.get(subject.id()).organizationId();
        for (UUID id : subscriptions.runningOf(subject.id())) {
            Command revoke = new Command(UUID.randomUUID(), time.realNow(), "revoke", Aggregate.SUBSCRIPTION.wire(), id, organization,
                    "deleted-customer:" + subject.id(), Map.of(), null);
            transactions.executeWrite(status -> {
                commands.insert(revoke);
                return revoke;
            });
            owners.get().execute(Aggregate.SUBSCRIPTION, id, revoke.kind(), revoke.id());
        }
    }

    @Override
    public void forgetCards(Subject subject) {
        String payer = customers.get(subject.id()).processorCustomerId();
        for (PaymentMethod method : methods.ofCustomer(subject.id())) {
            processor.detach(requireNonNull(payer, () -> "customer " + subject.id() + " has cards and is unknown to the processor"),
                    method.processorId());
            Instant now = time.realNow();
            transactions.executeWrite(status -> {
                methods.remove(method.id(), now);
                return method;
            });
        }
    }

    @Override
    public boolean eraseCopies(Subject subject) {
        return transactions.executeWrite(status -> copies.erase(subject.id()));
    }
}
