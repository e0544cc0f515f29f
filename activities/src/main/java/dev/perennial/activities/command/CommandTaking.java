package dev.perennial.activities.command;

import dev.perennial.core.DomainException;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.command.CommandRef;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.function.Consumer;

/** Carries a command out at most once: a repeat finds the stored outcome. */
@Singleton
public class CommandTaking {
    private final TransactionOperations<Connection> transactions;
    private final Commands commands;
    private final BillingTime time;

    CommandTaking(TransactionOperations<Connection> transactions, Commands commands, BillingTime time) {
        this.transactions = transactions;
        this.commands = commands;
        this.time = time;
    }

    /**
     * Takes the step of a command in one transaction and stores that it was applied; a refusal undoes what the step wrote and is stored by itself.
     *
     * @param step must lock its aggregate before it decides
     */
    public Outcome once(CommandRef which, Consumer<Command> step) {
        try {
            return transactions.executeWrite(status -> {
                Command command = commands.get(which.id());
                Outcome known = command.outcome();
                if (known != null) {
                    return known;
                }
                step.accept(command);
                commands.finish(command.id(), Outcome.APPLIED, time.realNow());
                return Outcome.APPLIED;
            });
        } catch (DomainException no) {
            return refuse(which, no);
        }
    }

    /** Stores a refusal, unless the command has an outcome already. */
    public Outcome refuse(CommandRef which, DomainException no) {
        return transactions.executeWrite(status -> {
            Outcome known = commands.get(which.id()).outcome();
            if (known != null) {
                return known;
            }
            Outcome refused = Outcome.Refused.of(no);
            commands.finish(which.id(), refused, time.realNow());
            return refused;
        });
    }
}
