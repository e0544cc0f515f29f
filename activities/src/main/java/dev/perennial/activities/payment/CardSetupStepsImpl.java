package dev.perennial.activities.payment;

import dev.perennial.activities.command.CommandTaking;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.payment.CardSetupSteps;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class CardSetupStepsImpl implements CardSetupSteps {
    private final TransactionOperations<Connection> transactions;
    private final CommandTaking taking;
    private final Commands commands;
    private final Customers customers;
    private final Organizations organizations;
    private final PaymentAttempts attempts;
    private final BillingTime time;

    CardSetupStepsImpl(TransactionOperations<Connection> transactions, CommandTaking taking, Commands commands, Customers customers,
            Organizations organizations, PaymentAttempts attempts, BillingTime time) {
        this.transactions = transactions;
        this.taking = taking;
        this.commands = commands;
        this.customers = customers;
        this.organizations = organizations;
        this.attempts = attempts;
        this.time = time;
    }

    @Override
    public @Nullable CommandResult begin(CommandRef which) {
        return transactions.executeWrite(status -> {
            Command command = commands.get(which.id());
            if (command.outcome() != null) {
                return CommandResult.of(command.outcome());
            }
            if (attempts.find(command.aggregateId()).isEmpty()) {
                attempts.insert(attemptOf(command));
            }
            return null;
        });
    }

    @Override
    public CommandResult confirm(CommandRef which) {
        return CommandResult.of(taking.once(which, command -> {
            PaymentAttempt attempt = attempts.lock(command.aggregateId());
            if (attempt.state().isOpen()) {
                attempts.update(attempt.settingDefault(flag(command, "set_default")));
            }
        }));
    }

    private PaymentAttempt attemptOf(Command command) {
        Map<String, Object> body = command.body();
        if (body == null || !(body.get("customer_id") instanceof String id)) {
            throw new IllegalStateException("command " + command.id() + " names no customer");
        }
        Customer customer = customers.get(UUID.fromString(id));
        return PaymentAttempt.ofCard(command.aggregateId(), customer, organizations.get(customer.organizationId()).defaultCurrency(), command.id(),
                flag(command, "set_default"), time.now(customer.testClockId()), time.realNow());
    }

    private static boolean flag(Command command, String name) {
        Map<String, Object> body = command.body();
        return body != null && Boolean.TRUE.equals(body.get(name));
    }
}
