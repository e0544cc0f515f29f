package dev.perennial.worker;

import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Reconciliation;
import dev.perennial.core.command.Reconciliation.Kind;
import dev.perennial.core.command.Reconciliation.Late;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.core.payment.ProviderEvent.Route;
import dev.perennial.core.payment.ProviderEvents;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.time.RealInstant;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.payment.ProviderEventDesk;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.scheduling.annotation.Scheduled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The net below the workflows: what is a minute late is woken, commands nobody carried out are sent again, and events of providers that could not be acted on
 * are looked at again. Its counter should stand at zero; an alert on it is a page. Each kind is gone through by itself and by few calls at a time: what does
 * not answer holds back nothing but its like, and that for seconds.
 */
@Context
@Bean(preDestroy = "close")
final class Reconciler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final int AT_ONCE = 32;
    private static final int BATCHES = 50;
    /** How long a call is waited for; what takes longer goes on without us, and the next call of the same id finds what became of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Reconciliation reconciliation;
    private final Commands commands;
    private final ProviderEvents events;
    private final ProviderEventDesk desk;
    private final Owners owners;
    private final BillingTime time;
    private final MeterRegistry meters;
    private final Counter eventsGivenUp;
    private final Set<Kind> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    Reconciler(Reconciliation reconciliation, Commands commands, ProviderEvents events, MoneyCases cases, Owners owners, BillingTime time,
            MeterRegistry meters) {
        this.reconciliation = reconciliation;
        this.commands = commands;
        this.events = events;
        this.desk = new ProviderEventDesk(events, cases, owners);
        this.owners = owners;
        this.time = time;
        this.meters = meters;
        this.eventsGivenUp = Counter.builder("perennial.provider.events.given_up")
                .description("Events of providers that belonged to nothing of ours for three days").register(meters);
    }

    @Scheduled(fixedDelay = "5s", initialDelay = "5s")
    void lookAtEventsAgain() {
        for (int batch = 0; batch < BATCHES; batch++) {
            if (lookAtEvents(time.realNow()) < AT_ONCE) {
                return;
            }
        }
    }

    private int lookAtEvents(RealInstant now) {
        Map<ProviderEvent, Route> routes = desk.routes(events.take(now, AT_ONCE), now);
        List<String> done = new ArrayList<>();
        Map<String, Future<?>> calls = new LinkedHashMap<>();
        routes.forEach((event, route) -> {
            switch (route) {
                case Route.Done() -> done.add(event.id());
                case Route.Later() -> {
                    if (ProviderEventDesk.isGivenUp(event, now)) {
                        LOG.warn("{} belongs to nothing of ours and is given up", event.id());
                        eventsGivenUp.increment();
                        done.add(event.id());
                    }
                }
                case Route.Tell _,Route.Alarm _,Route.Refund _ ->
                    calls.put("event " + event.id(), this.calls.submit(() -> desk.tell(event, route, now)));
            }
        });
        events.handled(done, now);
        await(calls);
        return routes.size();
    }

    @Scheduled(fixedDelay = "10s", initialDelay = "30s")
    void wakeWhatOverslept() {
        for (Kind kind : Kind.values()) {
            if (underWay.add(kind)) {
                calls.execute(() -> {
                    try {
                        repair(kind);
                    } finally {
                        underWay.remove(kind);
                    }
                });
            }
        }
    }

    /** One pass over what of a kind is late. */
    void repair(Kind kind) {
        for (int batch = 0; batch < BATCHES; batch++) {
            List<Late> late = reconciliation.take(kind, time.realNow(), AT_ONCE);
            repair(late);
            if (late.size() < AT_ONCE) {
                return;
            }
        }
    }

    private void repair(List<Late> batch) {
        Map<String, Future<?>> repairs = new LinkedHashMap<>();
        batch.forEach(late -> {
            repaired(late.kind());
            repairs.put(late.kind().wire() + " " + late.id(), calls.submit(() -> wake(late)));
        });
        await(repairs);
    }

    private static void await(Map<String, Future<?>> calls) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        calls.forEach((what, call) -> {
            try {
                call.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                call.cancel(true);
                LOG.warn("{} does not answer, trying again later", what);
            } catch (ExecutionException failed) {
                LOG.warn("{} is tried again later: {}", what, String.valueOf(failed.getCause()));
            } catch (InterruptedException _) {
                call.cancel(true);
                Thread.currentThread().interrupt();
            }
        });
    }

    private void wake(Late late) {
        switch (late.kind()) {
            case SUBSCRIPTION, ORDER, CHECKOUT, TEST_CLOCK, CUSTOMER, CARD_SETUP ->
                owners.wake(Aggregate.of(late.kind().wire()), late.id(), late.at(), late.updateId());
            case COMMAND -> {
                Command command = commands.get(late.id());
                owners.execute(Aggregate.of(command.aggregate()), command.aggregateId(), command.kind(), command.id());
            }
        }
        reconciliation.answered(late);
    }

    private void repaired(Kind kind) {
        Counter.builder("perennial.reconciler.repairs").description("Rows and commands that were a minute late; should stay at zero")
                .tag("kind", kind.wire())
                .register(meters).increment();
    }

    /** What is under way goes on at its owners. */
    @Override
    public void close() { calls.shutdownNow(); }
}
