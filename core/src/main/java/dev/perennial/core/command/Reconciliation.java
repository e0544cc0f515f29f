package dev.perennial.core.command;

import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Finds what should have happened by now and has not: rows whose workflow overslept or is lost, and commands that did not reach theirs. */
public interface Reconciliation {
    /** What can be late. Each kind has batches of its own, so that none hides another. */
    enum Kind {
        SUBSCRIPTION("subscription"), ORDER("order"), CHECKOUT("checkout"), TEST_CLOCK("test-clock"), CUSTOMER("customer"), CARD_SETUP(
                "card-setup"), COMMAND("command");

        private final String wire;

        Kind(String wire) { this.wire = wire; }

        /** What operators know it by; for a row, the name of its aggregate. */
        public String wire() { return wire; }
    }

    /**
     * Something late.
     *
     * @param at when it was due
     * @param answers how often its owner has answered since and left it as late as it was
     */
    record Late(Kind kind, UUID id, Instant at, int answers) {
        /** The same for as long as the same attempt may be under way: sent again, it waits with the first instead of doing it once more. */
        public String updateId() {
            String base = "wake/" + kind.wire() + "/" + id + "/" + at;
            return answers == 0 ? base : base + "/" + answers;
        }
    }

    /**
     * Takes what has been late for a minute and was not tried lately, longest waiting first: each is found again only after a pause that grows with its tries. What
     * two processes take at once is taken by one of them.
     *
     * @param now real time
     */
    List<Late> take(Kind kind, RealInstant now, int limit);

    /** The owner has answered: if the row is late all the same, it has to be asked anew. */
    void answered(Late late);
}
