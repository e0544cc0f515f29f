package dev.perennial.activities.checkout;

import dev.perennial.activities.Agendas;
import dev.perennial.activities.Facts;
import dev.perennial.activities.command.CommandTaking;
import dev.perennial.core.DomainException;
import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutChange;
import dev.perennial.core.checkout.CheckoutChange.Answering;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.checkout.Confirmation;
import dev.perennial.core.checkout.ExpiredCheckout;
import dev.perennial.core.checkout.PaymentNeed;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.organization.PaymentNotReady;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.checkout.CheckoutSteps;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session's transactions: every one locks the session's row and decides from what it finds there. */
@Singleton
final class CheckoutStepsImpl implements CheckoutSteps {
    private final TransactionOperations<Connection> transactions;
    private final CommandTaking taking;
    private final Commands commands;
    private final Checkouts checkouts;
    private final Products products;
    private final Organizations organizations;
    private final PaymentAttempts attempts;
    private final MoneyCases cases;
    private final Buyers buyers;
    private final Fulfilment fulfilment;
    private final Facts facts;
    private final BillingTime time;

    CheckoutStepsImpl(TransactionOperations<Connection> transactions, CommandTaking taking, Commands commands, Checkouts checkouts, Products products,
            Organizations organizations, PaymentAttempts attempts, MoneyCases cases, Buyers buyers, Fulfilment fulfilment, Facts facts,
            BillingTime time) {
        this.transactions = transactions;
        this.taking = taking;
        this.commands = commands;
        this.checkouts = checkouts;
        this.products = products;
        this.organizations = organizations;
        this.attempts = attempts;
        this.cases = cases;
        this.buyers = buyers;
        this.fulfilment = fulfilment;
        this.facts = facts;
        this.time = time;
    }

    @Override
    public Progress load(Session session) {
        Checkout checkout = get(session.id());
        UUID open = openAttempt(checkout);
        return new Progress(Agendas.of(checkout), open == null ? cases.undecidedOfCheckout(checkout.id()).orElse(null) : open);
    }

    @Override
    public Answer update(CommandRef which) {
        Outcome outcome = taking.once(which, command -> {
            Checkout checkout = checkouts.lock(command.aggregateId());
            Instant now = time.now(checkout.testClockId());
            checkout.requireOpen();
            buyers.requireNotDeleted(checkout);
            Choice choice = choice(checkout, command, Answering.MERGE, now);
            Checkout changed = choice.changed();
            if (choice.product().isRecurring()) {
                buyers.known(changed)
                        .ifPresent(customer -> buyers.requireNoOtherSubscription(organizations.get(changed.organizationId()), customer.id()));
            }
            checkouts.update(changed);
            facts.about(changed.organizationId(), changed.id()).checkout(changed, "checkout.updated").write(now);
        });
        return new Answer(CommandResult.of(outcome), Agendas.of(get(commands.get(which.id()).aggregateId())), null);
    }

    @Override
    public Answer confirm(CommandRef which) {
        try {
            return transactions.executeWrite(status -> reserve(commands.get(which.id())));
        } catch (DomainException no) {
            Outcome refused = taking.refuse(which, no);
            return new Answer(CommandResult.of(refused), Agendas.of(get(commands.get(which.id()).aggregateId())), null);
        }
    }

    @Override
    public Progress wake(Due due) {
        return transactions.executeWrite(status -> {
            Checkout checkout = checkouts.lock(due.id());
            Instant now = time.now(checkout.testClockId());
            Instant wakeAt = checkout.nextWakeAt();
            if (wakeAt == null || wakeAt.isAfter(now)) {
                return new Progress(Agendas.of(checkout), null);
            }
            UUID open = openAttempt(checkout);
            if (open != null) {
                return new Progress(Agendas.of(checkout), open);
            }
            if (checkout.status() != CheckoutStatus.OPEN) {
                throw new IllegalStateException("checkout " + checkout.id() + " is due while " + checkout.status() + " and has no open payment");
            }
            Checkout expired = checkout.with(CheckoutStatus.EXPIRED, null, now);
            checkouts.update(expired);
            facts.about(expired.organizationId(), expired.id()).checkout(expired, "checkout.expired").write(now);
            return new Progress(Agendas.of(expired), null);
        });
    }

    /** Confirms the session and commits the payment to be made; a session that costs nothing is fulfilled at once and leads to none. */
    private Answer reserve(Command command) {
        Checkout checkout = checkouts.lock(command.aggregateId());
        Outcome known = commands.get(command.id()).outcome(); // Under the lock: a task that timed out may have told it meanwhile.
        if (known != null) {
            return new Answer(CommandResult.of(known), Agendas.of(checkout), null);
        }
        PaymentAttempt made = attempts.findByCommand(command.id()).orElse(null);
        if (made != null) {
            return new Answer(null, Agendas.of(checkout), made.id()); // A repeat.
        }
        Instant now = time.now(checkout.testClockId());
        if (checkout.isExpiredAt(now)) {
            throw new ExpiredCheckout();
        }
        checkout.requireOpen();
        Choice choice = choice(checkout, command, Answering.REPLACE, now);
        Checkout changed = choice.changed();
        Product product = choice.product();
        Organization seller = organizations.get(changed.organizationId());
        PaymentNeed need = PaymentNeed.of(changed, product.isRecurring());
        if (need.form() && !seller.status().takesCheckoutPayments()) {
            throw new PaymentNotReady();
        }
        Confirmation.requireComplete(changed, need,
                products.prices(List.of(changed.priceId()), List.of(product)).values().stream().anyMatch(Price::archived),
                arguments(command).get("confirmation_token_id") instanceof String token ? token : null);
        Customer customer = buyers.confirmed(changed, now);
        Checkout linked = changed.with(changed.buyer().linkedTo(customer.id()), now).onClock(customer.testClockId());
        // Checked under the customer's lock, so that two sessions of one buyer can't both pass.
        if (product.isRecurring()) {
            buyers.requireNoOtherSubscription(seller, customer.id());
            buyers.requireNoOtherUnderWay(seller, linked);
        }
        Checkout confirmed = linked.with(CheckoutStatus.CONFIRMED, now.plus(Checkout.CONFIRMATION_TIMEOUT), now);
        checkouts.update(confirmed);
        facts.about(confirmed.organizationId(), confirmed.id()).checkout(confirmed, "checkout.updated").write(now);
        if (!need.form()) {
            Checkout fulfilled = fulfilment.fulfil(fulfilment.saleOf(confirmed), null, now);
            commands.finish(command.id(), Outcome.APPLIED, time.realNow());
            return new Answer(CommandResult.of(Outcome.APPLIED), Agendas.of(fulfilled), null);
        }
        PaymentAttempt attempt = PaymentAttempt.ofCheckout(confirmed, customer.id(), command.id(), now, time.realNow());
        attempts.insert(attempt);
        return new Answer(null, Agendas.of(confirmed), attempt.id());
    }

    /** The session as the buyer has changed it, with the product that is selected now. */
    private record Choice(Checkout changed, Product product) {}

    private Choice choice(Checkout checkout, Command command, Answering answering, Instant now) {
        CheckoutChange change = new CheckoutChange(arguments(command));
        UUID target = change.productId(checkout);
        Product selected = products.get(checkout.productId());
        Product wanted = target == null || target.equals(selected.id()) ? selected : products.find(target).orElse(null);
        Checkout changed = change.applyTo(checkout, selected, target == null ? null : wanted, checkout.buyer().customerId() != null, answering, now);
        return new Choice(changed, wanted != null && wanted.id().equals(changed.productId()) ? wanted : selected);
    }

    private static Map<String, Object> arguments(Command command) {
        Map<String, Object> body = command.body();
        return body == null ? Map.of() : body;
    }

    private @Nullable UUID openAttempt(Checkout checkout) {
        return attempts.findOpenOfCheckout(checkout.id()).map(PaymentAttempt::id).orElse(null);
    }

    private Checkout get(UUID id) { return checkouts.find(id).orElseThrow(() -> new IllegalStateException("no checkout " + id)); }
}
