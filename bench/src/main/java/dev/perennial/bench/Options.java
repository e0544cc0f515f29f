package dev.perennial.bench;

import dev.perennial.bench.checkout.CheckoutBench;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was typed.
 *
 * @param count how many renewals or checkouts are measured; 0 is the benchmark's own number
 * @param arrivals how many checkouts begin in a second where they arrive by themselves
 * @param buyers how many checkouts are under way at the same time where the machine is saturated
 */
record Options(Name name, boolean json, Path stack, int count, int arrivals, int buyers) {
    static final String USAGE = "usage: ./perennial bench renewals|checkout [--json] [--count N] [--arrivals N] [--buyers N]";
    private static final int MOST = 20_000;
    private static final int MOST_BUYERS = 64;
    private static final int USUAL_BUYERS = 8;
    private static final int MOST_ARRIVALS = 200;

    /** The benchmarks there are. */
    enum Name {
        RENEWALS, CHECKOUT
    }

    /** @throws IllegalArgumentException saying what is wrong */
    static Options of(String[] arguments) {
        @Nullable
        Name name = null;
        @Nullable
        Path stack = null;
        boolean json = false;
        int count = 0;
        int arrivals = CheckoutBench.USUAL_ARRIVALS;
        int buyers = USUAL_BUYERS;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--json" -> json = true;
                case "--stack" -> stack = Path.of(value(arguments, ++i));
                case "--count" -> count = number(value(arguments, ++i), MOST);
                case "--arrivals" -> arrivals = number(value(arguments, ++i), MOST_ARRIVALS);
                case "--buyers" -> buyers = number(value(arguments, ++i), MOST_BUYERS);
                default -> name = nameOf(arguments[i]);
            }
        }
        if (name == null) {
            throw new IllegalArgumentException("which benchmark?");
        }
        if (stack == null) {
            throw new IllegalArgumentException("--stack FILE is missing");
        }
        return new Options(name, json, stack, count, arrivals, buyers);
    }

    int countOr(int usual) { return count == 0 ? usual : count; }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
        }
        return arguments[index];
    }

    private static int number(String text, int most) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("a number from 1 to " + most + " is needed, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static Name nameOf(String text) {
        for (Name name : Name.values()) {
            if (name.name().toLowerCase(Locale.ROOT).equals(text)) {
                return name;
            }
        }
        throw new IllegalArgumentException("there is no '" + text + "'");
    }
}
