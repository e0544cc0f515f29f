package dev.perennial.bench.subscription;

import dev.perennial.bench.measure.Crowd;
import dev.perennial.bench.measure.Installation;
import dev.perennial.bench.measure.Meter;
import dev.perennial.bench.measure.Progress;
import dev.perennial.bench.measure.Quiet;
import dev.perennial.bench.measure.Report;
import dev.perennial.bench.measure.Sandbox;
import dev.perennial.bench.measure.Sandbox.SavedCard;
import dev.perennial.bench.measure.Wave;
import dev.perennial.core.command.AggregateDescription;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.subscription.SubscriptionWorkflow;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Subscriptions that are all due at one instant on real timers: from that instant until the last order is paid. The same number of workflows that wake up and
 * do nothing is the limit it is held against.
 */
public final class RenewalBench {
    /** How many renewals are measured unless told otherwise. */
    public static final int USUAL_COUNT = 2_000;
    /** The first round tells how long preparing takes, the second lets the compilers of all processes finish. */
    private static final int FIRST_ROUND = 60;
    private static final int WARM_UP = 1_500;
    private static final double SHARE_OF_EMPTY = 0.6;
    private static final double MINIMUM_PER_SECOND = 60;
    private static final int AT_ONCE = 8;
    private static final int ROWS_PER_TRANSACTION = 50;
    /** What one row and one sleeping workflow take to make on a slow machine, until it is known. */
    private static final Duration PREPARATION_EACH = Duration.ofMillis(60);
    /** What a later round may take longer than the one before it, in percent. */
    private static final int ALLOWANCE = 160;
    private static final Duration REST = Duration.ofSeconds(20);
    private static final Duration LIMIT_EACH = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration TO_REST = Duration.ofMinutes(3);

    private final Installation installation;
    private final Progress progress;
    private final Sandbox sandbox;
    private final Seeds seeds;
    private final PaidOrders orders;
    private final Quiet quiet;
    private Duration emptyPreparation = PREPARATION_EACH;
    private Duration renewalPreparation = PREPARATION_EACH;

    public RenewalBench(Installation installation, Progress progress) {
        this.installation = installation;
        this.progress = progress;
        this.sandbox = new Sandbox(installation.stack());
        this.seeds = installation.bean(Seeds.class);
        this.orders = installation.bean(PaidOrders.class);
        this.quiet = new Quiet(installation);
    }

    private record Measured(Wave wave, Meter before, Meter after) {}

    /** @throws IllegalStateException when a renewal is missing or wrong, or the machine is too busy to measure anything */
    public Report run(int count) throws InterruptedException {
        for (int warmUp : new int[]{Math.min(FIRST_ROUND, count), Math.min(WARM_UP, count)}) {
            progress.say("warming up: " + warmUp + " empty wake-ups, " + warmUp + " renewals");
            emptyWakeUps(warmUp);
            renewals(warmUp);
        }
        progress.say("measuring " + count + " empty wake-ups");
        Wave empty = emptyWakeUps(count).wave;
        progress.say("measuring " + count + " renewals");
        Measured renewals = renewals(count);
        Wave wave = renewals.wave;
        var report = new Report("renewals").figure("empty", empty.overall(), "wake-ups/s").figure("empty.steady", empty.steady(), "wake-ups/s")
                .figure("rate", wave.overall(), "renewals/s", MINIMUM_PER_SECOND)
                .figure("steady", wave.steady(), "renewals/s", MINIMUM_PER_SECOND)
                .figure("of_empty", wave.overall() / empty.overall(), "of the empty rate", SHARE_OF_EMPTY)
                .figure("of_empty.steady", wave.steady() / empty.steady(), "of the empty rate", SHARE_OF_EMPTY);
        report.costs(renewals.before, renewals.after, count);
        report.remark("");
        report.remark(count + " renewals verified: one paid order each, charged once, with its journals");
        return report;
    }

    private Measured emptyWakeUps(int count) throws InterruptedException {
        quiet.await(Instant.now().plus(TO_REST));
        var wakeUps = new EmptyWakeUps(installation.temporal());
        try {
            Instant begun = Instant.now();
            Instant due = dueAfterPreparing(emptyPreparation, count);
            wakeUps.putToSleep(count, due);
            emptyPreparation = restBefore(due, begun, count);
            Meter before = meterJustBefore(due);
            waitUntilAll(count, wakeUps::areAllAwake);
            return new Measured(wakeUps.wave(), before, installation.meter());
        } finally {
            wakeUps.end();
        }
    }

    private Measured renewals(int count) throws InterruptedException {
        List<SavedCard> cards = Crowd.each(count, AT_ONCE, number -> sandbox.saveCard("subscriber-" + number + "@bench.example"));
        quiet.await(Instant.now().plus(TO_REST));
        Instant begun = Instant.now();
        var merchant = seeds.merchant("bench " + begun.toEpochMilli(), begun.truncatedTo(ChronoUnit.MICROS));
        Instant due = dueAfterPreparing(renewalPreparation, count);
        List<Subscription> subscriptions = Crowd.each((count + ROWS_PER_TRANSACTION - 1) / ROWS_PER_TRANSACTION, AT_ONCE / 2, batch -> {
            int first = batch * ROWS_PER_TRANSACTION;
            return seeds.subscribers(merchant, first, cards.subList(first, Math.min(first + ROWS_PER_TRANSACTION, count)), due);
        }).stream().flatMap(List::stream).toList();
        Crowd.each(count, 2 * AT_ONCE, number -> start(subscriptions.get(number)));
        renewalPreparation = restBefore(due, begun, count);
        Meter before = meterJustBefore(due);
        waitUntilAll(count, () -> orders.count(merchant.organizationId()) >= count);
        Meter after = installation.meter();
        quiet.await(Instant.now().plus(TO_REST));
        orders.verify(merchant.organizationId(), count, sandbox);
        return new Measured(new Wave(due, orders.times(merchant.organizationId())), before, after);
    }

    private Subscription start(Subscription subscription) {
        var description = new AggregateDescription(subscription.organizationId(), subscription.customerId(), subscription.state().wire(),
                "Monthly, USD 20.00 every 1 month");
        SubscriptionWorkflow owner = installation.temporal().newWorkflowStub(SubscriptionWorkflow.class,
                Aggregate.SUBSCRIPTION.startOptions(subscription.id(), description));
        WorkflowClient.start(owner::run, new SubscriptionWorkflow.Start(subscription.id()));
        return subscription;
    }

    /** Late enough for everything to be asleep by then; whole milliseconds, as timers have them. */
    private static Instant dueAfterPreparing(Duration each, int count) {
        return Instant.now().plus(each.multipliedBy(count)).plus(REST).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Waits until everything is asleep, and answers what preparing one more takes, by what it took until then. */
    private Duration restBefore(Instant due, Instant begun, int count) throws InterruptedException {
        quiet.await(due.minusSeconds(1));
        return Duration.between(begun, Instant.now()).multipliedBy(ALLOWANCE).dividedBy(100L * count);
    }

    private Meter meterJustBefore(Instant due) throws InterruptedException {
        Thread.sleep(Duration.between(Instant.now(), due.minusMillis(100)));
        return installation.meter();
    }

    private static void waitUntilAll(int count, BooleanSupplier done) throws InterruptedException {
        Instant deadline = Instant.now().plus(LIMIT_EACH.multipliedBy(count)).plus(TO_REST);
        while (!done.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("not all of " + count + " were done by " + deadline);
            }
            Thread.sleep(LOOK);
        }
    }
}
