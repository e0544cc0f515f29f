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
import java.util.function.IntFunction;

/**
 * Checkouts over the public API: one after the other, as buyers arrive in a shop with a good day, and by as many at once as the machine can serve.
 */
public final class CheckoutBench {
    /** How many checkouts are measured unless told otherwise. */
    public static final int USUAL_COUNT = 300;
    /** How many buyers arrive in a second unless told otherwise: 860,000 a day, about half of what the machine does. */
    public static final int USUAL_ARRIVALS = 10;
    private static final int FEW = 100;
    /** The processes compile what they run often: a checkout costs half as much after some two thousand. */
    private static final int WARM_UP = 2_000;
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

    /** One way to let buyers in. */
    private interface Door {
        List<Sale> sell(int count, IntFunction<Sale> sale) throws InterruptedException;
    }

    /**
     * @param arrivals how many buyers arrive in a second
     * @param buyers how many buy at the same time when the machine is to be saturated
     * @throws IllegalStateException when a checkout fails or has not led to what was sold
     */
    public Report run(int count, int arrivals, int buyers) throws InterruptedException {
        var shop = new Shop(installation.stack());
        int few = Math.min(FEW, count);
        Door oneByOne = (number, sale) -> Crowd.each(number, 1, sale);
        Door together = (number, sale) -> Crowd.each(number, buyers, sale);
        progress.say("warming up: " + WARM_UP + " checkouts by " + buyers + " buyers");
        sell(shop, WARM_UP, together);
        progress.say("measuring " + few + " checkouts, one after the other");
        Measured alone = sell(shop, few, oneByOne);
        progress.say("measuring " + count + " checkouts, " + arrivals + " a second");
        Measured arriving = sell(shop, count, (number, sale) -> Crowd.arriving(number, arrivals, sale));
        progress.say("measuring " + count + " checkouts by " + buyers + " buyers at once");
        Measured saturated = sell(shop, count, together);
        var report = new Report("checkout");
        latencies(report, "alone.", alone, true);
        report.figure("arrivals", arrivals, "checkouts/s");
        latencies(report, "", arriving, true);
        report.figure("saturated.rate", saturated.sales.size() / (saturated.took.toNanos() / 1e9), "checkouts/s");
        latencies(report, "saturated.", saturated, false);
        report.costs(saturated.before, saturated.after, count);
        report.remark("");
        report.remark(2 * count + few + " checkouts verified: active subscription, paid order with its journals, one charge each");
        return report;
    }

    private static void latencies(Report report, String prefix, Measured measured, boolean isHeld) {
        Latencies create = measured.latencies(Sale::create);
        Latencies confirm = measured.latencies(Sale::confirm);
        Latencies active = measured.latencies(Sale::active);
        report.figure(prefix + "create.p50", create.millisOf(50), "ms").figure(prefix + "create.p99", create.millisOf(99), "ms")
                .figure(prefix + "confirm.p50", confirm.millisOf(50), "ms");
        if (isHeld) {
            report.figure(prefix + "confirm.p99", confirm.millisOf(99), "ms", CONFIRM_LIMIT_MILLIS);
        } else {
            report.figure(prefix + "confirm.p99", confirm.millisOf(99), "ms");
        }
        report.figure(prefix + "active.p50", active.millisOf(50), "ms").figure(prefix + "active.p99", active.millisOf(99), "ms");
    }

    private Measured sell(Shop shop, int count, Door door) throws InterruptedException {
        List<String> tokens = Crowd.each(count, 8, _ -> sandbox.confirmationToken());
        quiet.await(Instant.now().plus(TO_REST));
        Meter before = installation.meter();
        long begun = System.nanoTime();
        List<Sale> sales = door.sell(count, number -> shop.sell(tokens.get(number)));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Meter after = installation.meter();
        installation.bean(Sales.class).verify(sales.stream().map(Sale::checkoutId).toList(), sandbox);
        return new Measured(sales, took, before, after);
    }
}
