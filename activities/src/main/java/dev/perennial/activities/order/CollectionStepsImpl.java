package dev.perennial.activities.order;

import dev.perennial.activities.Agendas;
import dev.perennial.activities.command.CommandTaking;
import dev.perennial.core.DomainException;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.order.ManualRetryLimitExceeded;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.OrderNotEligibleForRetry;
import dev.perennial.core.order.Orders;
import dev.perennial.core.order.PaymentAlreadyInProgress;
import dev.perennial.core.order.PaymentRetryValidationError;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempt.Trigger;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.order.CollectionSteps;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A collection's transactions: every one locks subscription, then order, and decides from what it finds there. */
@Singleton
final class CollectionStepsImpl implements CollectionSteps {
    /** How often a customer may try by hand (spec 04 §1.11). */
    private static final int MANUAL_RETRIES = 5;
    /** How often a frozen order looks whether its organization may renew again. */
    private static final Duration FROZEN_PAUSE = Duration.ofHours(1);

    private final TransactionOperations<Connection> transactions;
    private final CommandTaking taking;
    private final Commands commands;
    private final Subscriptions subscriptions;
    private final Orders orders;
    private final Customers customers;
    private final Organizations organizations;
    private final PaymentAttempts attempts;
    private final MoneyCases cases;
    private final PaymentMethods methods;
    private final PayingMethod payingMethod;
    private final OrderPayments payments;
    private final BillingTime time;

    CollectionStepsImpl(TransactionOperations<Connection> transactions, CommandTaking taking, Commands commands, Subscriptions subscriptions,
            Orders orders,
            Customers customers, Organizations organizations, PaymentAttempts attempts, MoneyCases cases, PaymentMethods methods,
            PayingMethod payingMethod,
            OrderPayments payments, BillingTime time) {
        this.transactions = transactions;
        this.taking = taking;
        this.commands = commands;
        this.subscriptions = subscriptions;
        this.orders = orders;
        this.customers = customers;
        this.organizations = organizations;
        this.attempts = attempts;
        this.cases = cases;
        this.methods = methods;
        this.payingMethod = payingMethod;
        this.payments = payments;
        this.time = time;
    }

    @Override
    public Progress look(Subject subject) {
        return transactions.executeWrite(status -> {
            Order order = lock(subject.id());
            return stateOf(order, time.now(order.testClockId())).or(() -> unexpectedPaymentOf(order))
                    .orElseGet(() -> nothing(orders.get(order.id())));
        });
    }

    @Override
    public Progress wake(Due due) {
        return transactions.executeWrite(status -> {
            Order order = lock(due.id());
            Instant now = time.now(order.testClockId());
            Instant wakeAt = order.nextWakeAt();
            if (wakeAt == null || wakeAt.isAfter(now)) {
                return nothing(order);
            }
            return stateOf(order, now).orElseGet(() -> tryAgain(orders.get(order.id()), now));
        });
    }

    @Override
    public Answer retryPayment(CommandRef which) {
        UUID attempt;
        try {
            attempt = transactions.executeWrite(status -> reserve(commands.get(which.id())));
        } catch (DomainException no) {
            taking.refuse(which, no);
            attempt = null;
        }
        Command command = commands.get(which.id());
        Outcome outcome = command.outcome();
        return new Answer(outcome == null ? null : CommandResult.of(outcome), Agendas.of(orders.get(command.aggregateId())),
                outcome == null ? attempt : null);
    }

    /** What has to be done whatever the schedule says: an open attempt is looked into, the order of an ended subscription written off. */
    private Optional<Progress> stateOf(Order order, Instant now) {
        Optional<PaymentAttempt> open = attempts.findOpenOfOrder(order.id());
        if (open.isPresent()) {
            Move move = open.get().state() == PaymentAttempt.State.STARTED ? Move.CHARGE : Move.RESOLVE;
            return Optional.of(new Progress(Agendas.of(order), move, open.get().id()));
        }
        if (order.isPending() && subscriptionOf(order).filter(Subscription::isEnded).isPresent()) {
            payments.voidOrder(order, now);
        }
        if (order.awaitsSettlement()) {
            return attempts.findSuccessOfOrder(order.id()).map(attempt -> new Progress(Agendas.of(order), Move.RESOLVE, attempt.id()));
        }
        return Optional.empty();
    }

    /** The processor has told of a payment that our rows don't show. */
    private Optional<Progress> unexpectedPaymentOf(Order order) {
        return cases.undecidedOfOrder(order.id()).map(attempt -> new Progress(Agendas.of(orders.get(order.id())), Move.RESOLVE, attempt));
    }

    private Progress tryAgain(Order order, Instant now) {
        Instant nextAttempt = order.collection().nextAttemptAt();
        if (!order.isPending() || (nextAttempt != null && nextAttempt.isAfter(now))) {
            // Whatever woke us is settled: only the schedule is left to wait for.
            orders.update(order.collecting(order.collection(), order.isPending() ? nextAttempt : null, now));
            return nothing(orders.get(order.id()));
        }
        if (!organizations.get(order.organizationId()).status().renewsSubscriptions()) {
            orders.update(order.collecting(order.collection(), now.plus(FROZEN_PAUSE), now));
            return nothing(orders.get(order.id()));
        }
        Customer customer = customers.get(order.customerId());
        UUID method = subscriptionOf(order).map(subscription -> payingMethod.of(subscription, customer)).orElse(null);
        if (method == null) {
            return nothing(payments.failed(new OrderPayments.Standing(order, subscriptionOf(order).orElse(null)), Trigger.RETRY_DUNNING, null, now)
                    .order());
        }
        PaymentAttempt attempt = PaymentAttempt.ofOrder(order, Trigger.RETRY_DUNNING, method, null, now, time.realNow());
        attempts.insert(attempt);
        return new Progress(Agendas.of(order), Move.CHARGE, attempt.id());
    }

    private @Nullable UUID reserve(Command command) {
        Order order = lock(command.aggregateId());
        PaymentAttempt made = attempts.findByCommand(command.id()).orElse(null);
        if (made != null || command.outcome() != null) {
            return made == null ? null : made.id(); // A repeat.
        }
        boolean goesOn = subscriptionOf(order).filter(subscription -> !subscription.isEnded()).isPresent();
        if (!order.isPending() || order.collection().nextAttemptAt() == null || !goesOn) {
            throw new OrderNotEligibleForRetry();
        }
        if (attempts.findOpenOfOrder(order.id()).isPresent()) {
            throw new PaymentAlreadyInProgress();
        }
        if (attempts.countCustomerRetries(order.id()) >= MANUAL_RETRIES) {
            throw new ManualRetryLimitExceeded();
        }
        Map<String, Object> body = command.body();
        UUID method = body != null && body.get("payment_method_id") instanceof String id ? UUID.fromString(id) : null;
        if (method != null && methods.find(method).filter(saved -> saved.customerId().equals(order.customerId())).isEmpty()) {
            throw new PaymentRetryValidationError();
        }
        PaymentAttempt attempt = PaymentAttempt.ofOrder(order, Trigger.RETRY_CUSTOMER, method, command.id(), time.now(order.testClockId()),
                time.realNow());
        attempts.insert(attempt);
        return attempt.id();
    }

    private Order lock(UUID id) {
        UUID subscription = orders.get(id).subscriptionId();
        if (subscription != null) {
            subscriptions.lock(subscription);
        }
        return orders.lock(id);
    }

    private Optional<Subscription> subscriptionOf(Order order) {
        UUID id = order.subscriptionId();
        return id == null ? Optional.empty() : subscriptions.find(id);
    }

    private static Progress nothing(Order order) { return new Progress(Agendas.of(order), Move.NOTHING, null); }
}
