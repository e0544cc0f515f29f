package dev.perennial.bench;

import dev.perennial.bench.checkout.CheckoutBench;
import dev.perennial.bench.measure.Installation;
import dev.perennial.bench.measure.Progress;
import dev.perennial.bench.measure.Report;
import dev.perennial.bench.measure.Stack;
import dev.perennial.bench.subscription.RenewalBench;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** The command line of the benchmarks; exits with 1 when one fails or finds wrong results, and with 2 when it was asked wrongly. */
public final class Bench {
    private static final int FAILED = 1;
    private static final int ASKED_WRONGLY = 2;

    private Bench() {}

    /** Runs one benchmark against the stack that {@code --stack} describes. The report goes to the output, everything else to the error output. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.of(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println("perennial bench: " + wrong.getMessage() + System.lineSeparator() + Options.USAGE);
            System.exit(ASKED_WRONGLY);
            return;
        }
        System.exit(run(options));
    }

    private static int run(Options options) throws IOException, InterruptedException {
        Progress progress = System.err::println;
        try (Installation installation = Installation.of(Stack.read(options.stack()))) {
            Report report = switch (options.name()) {
                case RENEWALS -> new RenewalBench(installation, progress).run(options.countOr(RenewalBench.USUAL_COUNT));
                case CHECKOUT -> new CheckoutBench(installation, progress).run(options.countOr(CheckoutBench.USUAL_COUNT), options.arrivals(),
                        options.buyers());
            };
            System.out.print(options.json() ? report.asJsonLines() : report.asTables());
            System.out.flush();
            return 0;
        } catch (NoSuchFileException missing) {
            System.err.println("perennial bench: no stack is running, there is no " + missing.getMessage());
            return FAILED;
        } catch (IllegalStateException failed) {
            System.err.println("perennial bench: " + failed.getMessage());
            return FAILED;
        }
    }
}
