package dev.perennial.e2e.sweep;

import java.util.List;
import java.util.stream.Stream;

/** One thing that goes wrong, named so that it can be ordered again: {@code post.payment_intents#1/cut-after}. */
record Fault(String name, int turn, Harm harm) {
    static Fault of(Occasion occasion, Harm harm) { return new Fault(occasion.name(), occasion.turn(), harm); }

    /** Everything that can go wrong at an occasion. */
    static List<Fault> allAt(Occasion occasion) {
        return Stream.of(Harm.values()).filter(harm -> harm.fits(occasion)).map(harm -> of(occasion, harm)).toList();
    }

    /** @throws IllegalArgumentException if that is no fault's name */
    static Fault of(String text) {
        int number = text.lastIndexOf('#');
        int slash = text.indexOf('/', number);
        if (number < 0 || slash < 0) {
            throw new IllegalArgumentException("a fault is called like post.payment_intents#1/cut-after, not " + text);
        }
        return new Fault(text.substring(0, number), Integer.parseInt(text.substring(number + 1, slash)), Harm.of(text.substring(slash + 1)));
    }

    boolean strikesAt(Occasion occasion) { return name.equals(occasion.name()) && turn == occasion.turn(); }

    @Override
    public String toString() { return name + "#" + turn + "/" + harm.wire(); }
}
