package dev.perennial.worker.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the drains while this worker is the leader, each in a thread of its own so that none waits for another. They are woken at each commit that leaves
 * work, and look by themselves at least every second.
 */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** News within this time of other news is looked at together: while much is committed, each look finds several rows and costs the same. */
    private static final Duration GATHERING = Duration.ofMillis(40);
    /** How long a stop may go unnoticed that has ended. */
    private static final Duration ENDING = Duration.ofMillis(50);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final Election election;
    private final List<Runner> runners;
    private final Thread leader;
    private final Term term;
    private final Pulse stopping = new Pulse();
    private volatile boolean stopped;
    private volatile boolean leading;

    /** How to become the leader. */
    interface Election {
        Optional<Leadership> run() throws SQLException;
    }

    /** @param term the one that the leadership and the drains' effects share */
    Relay(Election election, List<Work> works, Term term, MeterRegistry meters) {
        this.election = election;
        this.term = term;
        this.runners = works.stream().map(work -> new Runner(work, meters)).toList();
        this.leader = Thread.ofPlatform().name("relay").unstarted(this::lead);
        Gauge.builder("perennial.relay.leader", () -> leading && term.holds() ? 1 : 0).description("Whether this worker is the relay")
                .register(meters);
    }

    /** A drain and what wakes it. */
    record Work(Drain drain, Pulse pulse) {
        Work(Drain drain) { this(drain, new Pulse()); }
    }

    /** Takes part in the election from now on. */
    public Relay start() {
        leader.start();
        return this;
    }

    /** Stops after the work at hand; what is left is the next leader's. */
    @Override
    public void close() {
        stopped = true;
        stopping.beat();
        join(leader);
    }

    private void lead() {
        while (!stopped) {
            try {
                var elected = election.run();
                if (elected.isPresent()) {
                    try (Leadership leadership = elected.get()) {
                        serve(leadership);
                    }
                }
            } catch (SQLException lost) {
                LOG.warn("no longer the relay, trying again: {}", lost.getMessage());
            }
            pause(POLL);
        }
    }

    private void serve(Leadership leadership) throws SQLException {
        LOG.info("this worker is the relay");
        leading = true;
        List<Thread> threads = new ArrayList<>();
        try {
            runners.forEach(runner -> threads.add(Thread.ofVirtual().name("relay-" + runner.work.drain().name()).start(runner)));
            while (!stopped) {
                if (leadership.awaitNews(POLL)) {
                    runners.stream().filter(runner -> runner.work.drain().wantsNews()).forEach(runner -> runner.work.pulse().beat());
                    pause(GATHERING);
                }
            }
            finish();
            keepUntilEnded(leadership, threads);
        } finally {
            finish();
            threads.forEach(Relay::join);
        }
    }

    private void finish() {
        leading = false;
        runners.forEach(runner -> runner.work.pulse().beat());
    }

    /** What is brought to an end is still this leader's: the next one must not begin with it. */
    private static void keepUntilEnded(Leadership leadership, List<Thread> threads) throws SQLException {
        long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
        while (threads.stream().anyMatch(Thread::isAlive) && System.nanoTime() < deadline) {
            leadership.awaitNews(ENDING);
        }
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(LONGEST_STOP)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(Duration atMost) {
        try {
            if (!stopped) {
                stopping.await(atMost);
            }
        } catch (InterruptedException _) {
            stopped = true;
        }
    }

    /** Keeps one drain going for as long as this worker leads. */
    private final class Runner implements Runnable {
        private final Work work;
        private final Counter failures;

        Runner(Work work, MeterRegistry meters) {
            this.work = work;
            this.failures = Counter.builder("perennial.relay.failures").description("Passes of the relay that failed")
                    .tag("drain", work.drain().name()).register(meters);
        }

        @Override
        public void run() {
            try {
                while (leading) {
                    work.pulse().await(drain());
                }
                work.drain().finish();
            } catch (InterruptedException _) {
                LOG.warn("relaying {} was interrupted, the next relay goes on", work.drain().name());
            } catch (RuntimeException failed) {
                LOG.warn("relaying {} ended with work under way, the next relay repeats it", work.drain().name(), failed);
            }
        }

        /** Whatever goes wrong with the work at hand, it is still in its table: the next pass tries again. */
        private Duration drain() {
            if (!term.holds()) {
                return POLL; // The lease is being renewed, or lost.
            }
            try {
                Duration wait = work.drain().drain();
                return wait.compareTo(POLL) < 0 ? wait : POLL;
            } catch (RuntimeException failed) {
                failures.increment();
                LOG.error("relaying {} failed, trying again", work.drain().name(), failed);
                return POLL;
            }
        }
    }
}
