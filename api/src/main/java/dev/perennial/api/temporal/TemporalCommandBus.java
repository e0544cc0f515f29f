package dev.perennial.api.temporal;

import dev.perennial.api.command.CommandBus;
import dev.perennial.api.command.CommandBusy;
import dev.perennial.api.command.ServiceUnavailable;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.command.CommandResult;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Commits a command and sends its id to the owner's workflow as an update of that id; why one was refused stands in the command's row. */
@Singleton
@Bean(preDestroy = "close")
final class TemporalCommandBus implements CommandBus, AutoCloseable {
    /** The official clients give up after 5 s. */
    private static final long WAIT_SECONDS = 4;

    private final Commands commands;
    private final Owners owners;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    TemporalCommandBus(Commands commands, Owners owners) {
        this.commands = commands;
        this.owners = owners;
    }

    @Override
    public Outcome execute(Command command) {
        Outcome known = commands.insertOrFind(command).map(Command::outcome).orElse(null);
        if (known != null) {
            return known;
        }
        Aggregate aggregate = Aggregate.of(command.aggregate());
        Future<CommandResult> carriedOut = calls.submit(() -> owners.execute(aggregate, command.aggregateId(), command.kind(), command.id()));
        try {
            if (carriedOut.get(WAIT_SECONDS, TimeUnit.SECONDS).applied()) {
                return Outcome.APPLIED;
            }
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
