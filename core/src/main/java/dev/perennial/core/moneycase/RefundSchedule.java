package dev.perennial.core.moneycase;

import dev.perennial.core.time.RealInstant;
import java.time.Duration;
import java.util.Optional;

/** When what has to be done about a case is tried again: soon at first, every six hours later, for about three days in all. */
public final class RefundSchedule {
    /** How long whoever opened a case has for the first try, before the worker makes it. */
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int GROWTH = 4;
    /** After this many tries a person has to do it. */
    static final int TRIES = 17;

    private RefundSchedule() {}

    static RealInstant afterFirst(RealInstant now) { return now.plus(FIRST); }

    /**
     * When the next try is made.
     *
     * @param tries how many have failed
     * @return nothing when there is no other
     */
    public static Optional<RealInstant> next(int tries, RealInstant now) {
        if (tries >= TRIES) {
            return Optional.empty();
        }
        Duration pause = SHORTEST;
        for (int i = 1; i < tries && pause.compareTo(LONGEST) < 0; i++) {
            pause = pause.multipliedBy(GROWTH);
        }
        return Optional.of(now.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause));
    }
}
