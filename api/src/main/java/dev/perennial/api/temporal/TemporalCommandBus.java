package dev.perennial.api.temporal;

import dev.perennial.api.command.CommandBus;
import dev.perennial.api.command.CommandBusy;
import dev.perennial.api.command.ServiceUnavailable;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import io.micronaut.context.annotation.Bean;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Commits a command, sends its id to the owner's workflow as an update of that id, and reads the outcome from the command's row. */
@Singleton
@Bean(preDestroy = "close")
final class TemporalCommandBus implements CommandBus, AutoCloseable {
    /** The official clients give up after 5 s. */
    private static final long WAIT_SECONDS = 4;

    private final TransactionOperations<Connection> transactions;
    private final Commands commands;
    private final Owners owners;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    TemporalCommandBus(TransactionOperations<Connection> transactions, Commands commands, Owners owners) {
        this.transactions = transactions;
        this.commands = commands;
        this.owners = owners;
    }

    @Override
    public Outcome execute(Command command) {
        Optional<Command> given = transactions.executeWrite(_ -> commands.insertOrFind(command));
        Outcome known = given.map(Command::outcome).orElse(null);
        if (known != null) {
            return known;
        }
        Aggregate aggregate = Aggregate.of(command.aggregate());
        Future<?> carriedOut = calls.submit(() -> owners.execute(aggregate, command.aggregateId(), command.kind(), command.id()));
        try {
            carriedOut.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            carriedOut.cancel(true);
            throw new CommandBusy(command.aggregate());
        } catch (ExecutionException failed) {
            throw new ServiceUnavailable("command " + command.id() + " did not reach its workflow", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailable("interrupted while command " + command.id() + " was carried out", interrupted);
        }
        Outcome outcome = commands.get(command.id()).outcome();
        if (outcome == null) {
            throw new IllegalStateException("command " + command.id() + " was answered without an outcome");
        }
        return outcome;
    }

    @Override
    public void close() { calls.shutdownNow(); }
}
