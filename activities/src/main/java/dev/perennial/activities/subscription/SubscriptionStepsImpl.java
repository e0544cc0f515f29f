package dev.perennial.activities.subscription;

import dev.perennial.activities.Agendas;
import dev.perennial.activities.Facts;
import dev.perennial.activities.command.CommandTaking;
import dev.perennial.activities.order.OrderPayments;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.subscription.SubscriptionSteps;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A subscription's transactions: every one locks its row first and decides from what it finds there. */
@Singleton
final class SubscriptionStepsImpl implements SubscriptionSteps {
    /** How often a frozen subscription looks whether its organization may renew again. */
    private static final Duration FROZEN_PAUSE = Duration.ofHours(1);

    private final TransactionOperations<Connection> transactions;
    private final CommandTaking taking;
    private final Commands commands;
    private final Subscriptions subscriptions;
    private final Orders orders;
    private final Organizations organizations;
    private final PaymentAttempts attempts;
    private final OrderPayments payments;
    private final Renewals renewals;
    private final Facts facts;
    private final BillingTime time;

    SubscriptionStepsImpl(TransactionOperations<Connection> transactions, CommandTaking taking, Commands commands, Subscriptions subscriptions,
            Orders orders,
            Organizations organizations, PaymentAttempts attempts, OrderPayments payments, Renewals renewals, Facts facts, BillingTime time) {
        this.transactions = transactions;
        this.taking = taking;
        this.commands = commands;
        this.subscriptions = subscriptions;
        this.orders = orders;
        this.organizations = organizations;
        this.attempts = attempts;
        this.payments = payments;
        this.renewals = renewals;
        this.facts = facts;
        this.time = time;
    }

    @Override
    public Agenda load(Subject subject) { return Agendas.of(subscriptions.get(subject.id())); }

    @Override
    public Closed closePeriod(ClosePeriod due) {
        return transactions.executeWrite(status -> {
            Subscription subscription = subscriptions.lock(due.id());
            Instant now = time.now(subscription.testClockId());
            if (subscription.isEnded() || !subscription.period().end().equals(due.dueAt()) || now.isBefore(due.dueAt())) {
                return new Closed(Agendas.of(subscription), unmadeChargeOf(subscription));
            }
            var organization = organizations.get(subscription.organizationId());
            if (!organization.status().renewsSubscriptions()) {
                Agenda agenda = Agendas.of(subscription);
                return new Closed(
                        new Agenda(false, now.plus(FROZEN_PAUSE), agenda.onTestClock(), "frozen: the organization may not renew", agenda.about()),
                        null);
            }
            Subscription crossed = subscription.cross(now);
            if (crossed.isEnded()) {
                end(crossed, now);
                return new Closed(Agendas.of(crossed), null);
            }
            subscriptions.update(crossed);
            var begun = renewals.begin(crossed, organization, now);
            // With nothing to charge the order to, the subscription is past due by now.
            return new Closed(Agendas.of(begun.subscription()), begun.attempt());
        });
    }

    @Override
    public Answer carryOut(CommandRef which) {
        Outcome outcome = taking.once(which, command -> {
            Subscription subscription = subscriptions.lock(command.aggregateId());
            Instant now = time.now(subscription.testClockId());
            Map<String, Object> body = command.body();
            apply(command, subscription, body == null ? Map.of() : body, now);
        });
        return new Answer(CommandResult.of(outcome), Agendas.of(subscriptions.get(commands.get(which.id()).aggregateId())));
    }

    private void apply(Command command, Subscription subscription, Map<String, Object> body, Instant now) {
        switch (command.kind()) {
            case "cancel_at_period_end" ->
                store(subscription.cancelAtPeriodEnd(text(body, "reason"), text(body, "comment"), now), now, "subscription.canceled");
            case "uncancel" -> store(subscription.uncancel(now), now, "subscription.uncanceled");
            case "revoke" -> end(subscription.revoke(text(body, "reason"), text(body, "comment"), now), now);
            case "update_metadata" -> store(subscription.with(metadata(body), now), now);
            default -> throw new IllegalStateException("no subscription understands " + command.kind());
        }
    }

    private void store(Subscription changed, Instant now, String... specificEvents) {
        subscriptions.update(changed);
        facts.about(changed.organizationId(), changed.id()).subscription(changed, "subscription.updated").subscription(changed, specificEvents)
                .customerStateChanged(changed.customerId()).write(now);
    }

    private void end(Subscription ended, Instant now) {
        var batch = facts.about(ended.organizationId(), ended.id());
        payments.end(ended, batch, now);
        batch.write(now);
    }

    /** A repeat after the period was closed: its charge is asked for again while nobody has heard what became of it. */
    private @Nullable UUID unmadeChargeOf(Subscription subscription) {
        return orders.findOfCycle(subscription.id(), subscription.period().start()).filter(Order::isPending)
                .flatMap(order -> attempts.findOpenOfOrder(order.id()))
                .filter(attempt -> attempt.state() == PaymentAttempt.State.STARTED && attempt.trigger() == PaymentAttempt.Trigger.SUBSCRIPTION_CYCLE)
                .map(PaymentAttempt::id).orElse(null);
    }

    private static @Nullable String text(Map<String, Object> body, String key) { return body.get(key) instanceof String text ? text : null; }

    @SuppressWarnings("unchecked") // A JSON object has names for keys.
    private static Map<String, Object> metadata(Map<String, Object> body) {
        return body.get("metadata") instanceof Map<?, ?> metadata ? (Map<String, Object>) metadata : Map.of();
    }
}
