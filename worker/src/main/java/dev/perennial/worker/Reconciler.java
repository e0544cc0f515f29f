package dev.perennial.worker;

import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Reconciliation;
import dev.perennial.core.command.Reconciliation.Overdue;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.core.payment.ProviderEvent.Route;
import dev.perennial.core.payment.ProviderEvents;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.payment.ProviderEventDesk;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The net below the workflows: what is a minute late is woken, commands nobody carried out are sent again, and events of providers that could not be acted on
 * are looked at again. Its counter should stand at zero; an alert on it is a page.
 */
@Context
final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration LATE = Duration.ofSeconds(60);
    private static final int BATCH = 200;

    private final Reconciliation reconciliation;
    private final Commands commands;
    private final ProviderEvents events;
    private final ProviderEventDesk desk;
    private final Owners owners;
    private final BillingTime time;
    private final MeterRegistry meters;
    private final TransactionOperations<Connection> transactions;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    Reconciler(Reconciliation reconciliation, Commands commands, ProviderEvents events, Owners owners, BillingTime time, MeterRegistry meters,
            TransactionOperations<Connection> transactions) {
        this.reconciliation = reconciliation;
        this.commands = commands;
        this.events = events;
        this.desk = new ProviderEventDesk(events, owners);
        this.owners = owners;
        this.time = time;
        this.meters = meters;
        this.transactions = transactions;
    }

    @Scheduled(fixedDelay = "5s", initialDelay = "5s")
    void lookAtEventsAgain() {
        Instant now = time.realNow();
        Map<ProviderEvent, Route> routes = desk.routes(events.waiting(now, BATCH), now);
        List<String> done = new ArrayList<>();
        routes.forEach((event, route) -> {
            switch (route) {
                case Route.Done() -> done.add(event.id());
                case Route.Later() -> events.tryAgain(event.id(), now.plus(ProviderEventDesk.PATIENCE));
                case Route.Tell _ -> attempt("event " + event.id(), () -> desk.tell(event, route, now));
            }
        });
        events.handled(done, now);
    }

    @Scheduled(fixedDelay = "10s", initialDelay = "30s")
    void wakeWhatOverslept() {
        transactions.executeRead(status -> {
            if (reconciliation.isMyTurn()) {
                repair();
            }
            return status;
        });
    }

    private void repair() {
        Instant late = time.realNow().minus(LATE);
        for (Overdue row : reconciliation.overdueBefore(late, BATCH)) {
            wake(row);
        }
        reconciliation.clocksAdvancingSince(late, BATCH).forEach(this::wake);
        reconciliation.dueOnClocksAtRest(BATCH).forEach(this::wake);
        reconciliation.followUpsBefore(late, BATCH).forEach(this::wake);
        reconciliation.cardSetupsBefore(late, BATCH).forEach(this::wake);
        for (Command command : commands.unfinishedBefore(late, BATCH)) {
            repaired("command");
            calls.execute(() -> attempt("command " + command.id(),
                    () -> owners.execute(Aggregate.of(command.aggregate()), command.aggregateId(), command.kind(), command.id())));
        }
    }

    private void wake(Overdue row) {
        repaired(row.aggregate());
        calls.execute(() -> attempt(row.aggregate() + " " + row.id(), () -> owners.wake(Aggregate.of(row.aggregate()), row.id(), row.at())));
    }

    private void repaired(String kind) {
        Counter.builder("perennial.reconciler.repairs").description("Rows and commands that were a minute late; should stay at zero")
                .tag("kind", kind)
                .register(meters).increment();
    }

    private static void attempt(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failed) {
            LOG.warn("{} is tried again later: {}", what, failed.toString());
        }
    }
}
