package dev.perennial.activities.testclock;

import dev.perennial.activities.Agendas;
import dev.perennial.activities.command.CommandTaking;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.testclock.TestClock;
import dev.perennial.core.testclock.TestClock.Status;
import dev.perennial.core.testclock.TestClocks;
import dev.perennial.core.testclock.TestClocks.Due;
import dev.perennial.core.time.RealInstant;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.testclock.TestClockSteps;
import io.micronaut.transaction.TransactionOperations;
import io.temporal.activity.Activity;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

@Singleton
final class TestClockStepsImpl implements TestClockSteps {
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration WAKE_LIMIT = Duration.ofMinutes(2);
    /** A row that is still due after being woken this often will not move by itself. */
    private static final int FRUITLESS_WAKES = 3;

    private final TransactionOperations<Connection> transactions;
    private final CommandTaking taking;
    private final Commands commands;
    private final TestClocks clocks;
    private final Subscriptions subscriptions;
    private final Provider<Owners> owners;
    private final BillingTime time;

    TestClockStepsImpl(TransactionOperations<Connection> transactions, CommandTaking taking, Commands commands, TestClocks clocks,
            Subscriptions subscriptions,
            Provider<Owners> owners, BillingTime time) {
        this.transactions = transactions;
        this.taking = taking;
        this.commands = commands;
        this.clocks = clocks;
        this.subscriptions = subscriptions;
        this.owners = owners;
        this.time = time;
    }

    @Override
    public Progress load(Subject subject) { return progress(clock(subject.id())); }

    @Override
    public Answer carryOut(CommandRef which) {
        Outcome outcome = taking.once(which, command -> {
            TestClock clock = clocks.lock(command.aggregateId());
            clocks.update(switch (command.kind()) {
                case "advance_clock" -> clock.advanceTo(target(command), time.realNow());
                case "delete_clock" -> {
                    clocks.followUp(clock.id(), time.realNow());
                    yield clock.deleted(time.realNow());
                }
                default -> throw new IllegalStateException("no test clock understands " + command.kind());
            });
        });
        return new Answer(CommandResult.of(outcome), Agendas.of(clock(commands.get(which.id()).aggregateId())));
    }

    @Override
    public Progress play(Subject subject) {
        Due last = null;
        int fruitless = 0;
        try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
            while (true) {
                TestClock clock = clock(subject.id());
                if (clock.status() != Status.ADVANCING || clock.deletedAt() != null) {
                    return progress(clock);
                }
                Due next = clocks.earliestDue(clock.id(), clock.targetTime()).orElse(null);
                if (next == null) {
                    Optional<TestClock> arrived = arrive(clock.id());
                    if (arrived.isPresent()) {
                        return progress(arrived.get());
                    }
                    continue;
                }
                fruitless = next.equals(last) ? fruitless + 1 : 0;
                if (fruitless >= FRUITLESS_WAKES) {
                    throw new IllegalStateException(next.owner() + " " + next.id() + " stays due at " + next.at());
                }
                last = next;
                reach(clock.id(), next.at());
                wake(waiting, next);
            }
        }
    }

    @Override
    public Progress fail(Subject subject) {
        return transactions.executeWrite(status -> {
            TestClock clock = clocks.lock(subject.id());
            if (clock.status() != Status.ADVANCING) {
                return progress(clock);
            }
            Due stuck = clocks.earliestDue(clock.id(), clock.targetTime()).orElse(null);
            TestClock failed = clock.failed(stuck == null ? "The advance could not be completed." : described(stuck), time.realNow());
            clocks.update(failed);
            return progress(failed);
        });
    }

    @Override
    public void endSubscriptions(Subject subject) {
        for (UUID id : clocks.liveSubscriptionsOn(subject.id())) {
            var subscription = subscriptions.get(id);
            Command revoke = new Command(UUID.randomUUID(), time.realNow(), "revoke", Aggregate.SUBSCRIPTION.wire(), id,
                    subscription.organizationId(),
                    "test-clock:" + subject.id(), Map.of(), null);
            transactions.executeWrite(status -> {
                commands.insert(revoke);
                return revoke;
            });
            owners.get().execute(Aggregate.SUBSCRIPTION, id, revoke.kind(), revoke.id());
        }
        clocks.followedUp(subject.id());
    }

    /** The clock stands at its target, unless something has become due up to there in the meantime. */
    private Optional<TestClock> arrive(UUID id) {
        return transactions.executeWrite(status -> {
            TestClock clock = clocks.lock(id);
            if (clocks.earliestDue(id, clock.targetTime()).isPresent()) {
                return Optional.empty();
            }
            TestClock arrived = clock.arrived(time.realNow());
            clocks.update(arrived);
            return Optional.of(arrived);
        });
    }

    private void reach(UUID id, Instant instant) {
        transactions.executeWrite(status -> {
            TestClock clock = clocks.lock(id);
            if (clock.frozenTime().isBefore(instant)) {
                clocks.update(clock.at(instant, time.realNow()));
            }
            return clock;
        });
    }

    private void wake(ExecutorService waiting, Due due) {
        Aggregate aggregate = switch (due.owner()) {
            case SUBSCRIPTION -> Aggregate.SUBSCRIPTION;
            case ORDER -> Aggregate.ORDER;
            case CHECKOUT -> Aggregate.CHECKOUT;
        };
        Future<?> woken = waiting.submit(() -> owners.get().wake(aggregate, due.id(), due.at()));
        RealInstant limit = time.realNow().plus(WAKE_LIMIT);
        while (true) {
            Activity.getExecutionContext().heartbeat(described(due));
            try {
                woken.get(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                if (time.realNow().isAfter(limit)) {
                    woken.cancel(true);
                    throw new IllegalStateException(described(due) + " is not done in " + WAKE_LIMIT, e);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(described(due) + " could not be woken", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted at " + described(due), e);
            }
        }
    }

    private static String described(Due due) { return due.owner() + " " + due.id() + " due at " + due.at(); }

    private static Instant target(Command command) {
        Map<String, Object> body = command.body();
        if (body == null || !(body.get("frozen_time") instanceof String text)) {
            throw new IllegalStateException("command " + command.id() + " names no time");
        }
        return Instant.parse(text);
    }

    private TestClock clock(UUID id) { return clocks.find(id).orElseThrow(() -> new IllegalStateException("no test clock " + id)); }

    private static Progress progress(TestClock clock) {
        return new Progress(Agendas.of(clock), clock.deletedAt() == null && clock.status() == Status.ADVANCING);
    }
}
