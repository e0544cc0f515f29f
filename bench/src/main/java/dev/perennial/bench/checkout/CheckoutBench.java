package dev.perennial.bench.checkout;

import dev.perennial.bench.checkout.Shop.Sale;
import dev.perennial.bench.measure.Crowd;
import dev.perennial.bench.measure.Installation;
import dev.perennial.bench.measure.Latencies;
import dev.perennial.bench.measure.Meter;
import dev.perennial.bench.measure.Progress;
import dev.perennial.bench.measure.Quiet;
import dev.perennial.bench.measure.Report;
import dev.perennial.bench.measure.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Checkouts over the public API, first by one buyer at a time, then by several: how many a second, and how long a buyer waits. */
public final class CheckoutBench {
    /** How many checkouts are measured unless told otherwise. */
    public static final int USUAL_COUNT = 300;
    private static final int FEW = 100;
    private static final double CONFIRM_LIMIT_MILLIS = 300;
    private static final Duration TO_REST = Duration.ofMinutes(1);

    private final Installation installation;
    private final Progress progress;
    private final Sandbox sandbox;
    private final Quiet quiet;

    public CheckoutBench(Installation installation, Progress progress) {
        this.installation = installation;
        this.progress = progress;
        this.sandbox = new Sandbox(installation.stack());
        this.quiet = new Quiet(installation);
    }

    private record Measured(List<Sale> sales, Duration took, Meter before, Meter after) {
        Latencies latencies(Function<Sale, Duration> step) {
            return new Latencies(sales.stream().map(step).toList());
        }
    }

    /**
     * @param buyers how many buy at the same time
     * @throws IllegalStateException when a checkout fails or has not led to what was sold
     */
    public Report run(int count, int buyers) throws InterruptedException {
        var shop = new Shop(installation.stack());
        int few = Math.min(FEW, count);
        progress.say("warming up: twice " + few + " checkouts");
        sell(shop, few, 1);
        sell(shop, few, buyers);
        progress.say("measuring " + few + " checkouts, one after the other");
        Measured alone = sell(shop, few, 1);
        progress.say("measuring " + count + " checkouts by " + buyers + " buyers");
        Measured together = sell(shop, count, buyers);
        var report = new Report("checkout");
        report.figure("rate", together.sales.size() / (together.took.toNanos() / 1e9), "checkouts/s");
        latencies(report, "", together);
        latencies(report, "alone.", alone);
        report.costs(together.before, together.after, count);
        report.remark("");
        report.remark(count + " checkouts by " + buyers + " buyers verified: active subscription, paid order with its journals, one charge each");
        return report;
    }

    private static void latencies(Report report, String prefix, Measured measured) {
        Latencies create = measured.latencies(Sale::create);
        Latencies confirm = measured.latencies(Sale::confirm);
        Latencies active = measured.latencies(Sale::active);
        report.figure(prefix + "create.p50", create.millisOf(50), "ms").figure(prefix + "create.p99", create.millisOf(99), "ms")
                .figure(prefix + "confirm.p50", confirm.millisOf(50), "ms")
                .figure(prefix + "confirm.p99", confirm.millisOf(99), "ms", CONFIRM_LIMIT_MILLIS)
                .figure(prefix + "active.p50", active.millisOf(50), "ms").figure(prefix + "active.p99", active.millisOf(99), "ms");
    }

    private Measured sell(Shop shop, int count, int buyers) throws InterruptedException {
        List<String> tokens = Crowd.each(count, 8, _ -> sandbox.confirmationToken());
        quiet.await(Instant.now().plus(TO_REST));
        Meter before = installation.meter();
        long begun = System.nanoTime();
        List<Sale> sales = Crowd.each(count, buyers, number -> shop.sell(tokens.get(number)));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Meter after = installation.meter();
        installation.bean(Sales.class).verify(sales.stream().map(Sale::checkoutId).toList(), sandbox);
        return new Measured(sales, took, before, after);
    }
}
