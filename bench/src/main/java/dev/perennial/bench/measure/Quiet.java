package dev.perennial.bench.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Waiting until the stack has nothing left to do, so that one measurement does not pay for another's preparation. */
public final class Quiet {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final double CALM_PERCENT = 12;
    private static final int CALM_LOOKS = 3;

    private final Installation installation;

    public Quiet(Installation installation) { this.installation = installation; }

    /**
     * Returns when the stack's processes have been idle for a while.
     *
     * @throws IllegalStateException when they are not by the deadline
     */
    public void await(Instant deadline) throws InterruptedException {
        Map<String, Long> pids = installation.stack().pids();
        int calm = 0;
        ProcessorTimes before = ProcessorTimes.now(pids);
        while (calm < CALM_LOOKS) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("the stack was not at rest by " + deadline + ": the machine is too busy, or too slow for this many");
            }
            Thread.sleep(LOOK);
            ProcessorTimes now = ProcessorTimes.now(pids);
            double used = now.sharesSince(before).entrySet().stream().filter(share -> pids.containsKey(share.getKey()))
                    .mapToDouble(Map.Entry::getValue).sum();
            calm = used < CALM_PERCENT ? calm + 1 : 0;
            before = now;
        }
    }
}
