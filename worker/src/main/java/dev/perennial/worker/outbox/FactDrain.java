package dev.perennial.worker.outbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.perennial.core.outbox.WaitingFacts;
import dev.perennial.core.outbox.WaitingFacts.Waiting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reacts to facts and marks them as relayed. A fact whose reaction fails stays and is passed by: the next pass begins with it. */
final class FactDrain implements Drain {
    private static final Logger LOG = LoggerFactory.getLogger(FactDrain.class);
    private static final int BATCH = 500;
    private static final int AT_ONCE = 32;
    private static final Duration POLL = Duration.ofSeconds(1);

    private final WaitingFacts facts;
    private final Map<String, Reaction> reactions;
    private final Clock clock;
    private volatile WaitingFacts.Backlog backlog = new WaitingFacts.Backlog(0, Optional.empty());
    private long backlogReadAt = System.nanoTime() - POLL.toNanos();

    FactDrain(WaitingFacts facts, Map<String, Reaction> reactions, Clock clock, MeterRegistry meters) {
        this.facts = facts;
        this.reactions = reactions;
        this.clock = clock;
        Gauge.builder("perennial.outbox.waiting", () -> backlog.waiting()).description("Facts that have not been relayed").register(meters);
        Gauge.builder("perennial.outbox.lag", this::lagSeconds).baseUnit("seconds").description("Age of the oldest fact that has not been relayed")
                .register(meters);
    }

    @Override
    public String name() { return "facts"; }

    @Override
    public Duration drain() {
        long passed = 0;
        List<Waiting> batch;
        do {
            // Within a pass only upwards; every pass begins at the bottom, because a lower number may have been committed later.
            batch = facts.after(passed, BATCH);
            if (!batch.isEmpty()) {
                react(batch);
                passed = batch.getLast().sequence();
            }
        } while (batch.size() == BATCH);
        if (System.nanoTime() - backlogReadAt >= POLL.toNanos()) { // Counting is for the gauges, which nobody reads more often.
            backlogReadAt = System.nanoTime();
            backlog = facts.backlog();
        }
        return POLL;
    }

    /** Facts of one type about one subject are one reaction, which sees what all of them have left. */
    private record Occasion(String type, UUID subjectId) {}

    private void react(List<Waiting> batch) {
        Map<Occasion, List<Long>> occasions = batch.stream().collect(
                groupingBy(fact -> new Occasion(fact.type(), fact.subjectId()), LinkedHashMap::new, mapping(Waiting::sequence, toList())));
        List<Long> relayed = new ArrayList<>();
        var places = new Semaphore(AT_ONCE);
        try (ExecutorService reacting = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Occasion, Future<Void>> running = new LinkedHashMap<>();
            occasions.forEach((occasion, sequences) -> {
                Reaction reaction = reactions.get(occasion.type());
                if (reaction == null) {
                    relayed.addAll(sequences);
                } else {
                    running.put(occasion, reacting.submit(reaction(reaction, occasion, places)));
                }
            });
            running.forEach((occasion, reaction) -> {
                if (succeeded(occasion, reaction)) {
                    relayed.addAll(occasions.getOrDefault(occasion, List.of()));
                }
            });
        }
        facts.markRelayed(relayed, clock.instant());
    }

    private static Callable<Void> reaction(Reaction reaction, Occasion occasion, Semaphore places) {
        return () -> {
            places.acquire();
            try {
                reaction.to(occasion.subjectId());
            } finally {
                places.release();
            }
            return null;
        };
    }

    private static boolean succeeded(Occasion occasion, Future<Void> reaction) {
        try {
            reaction.get();
            return true;
        } catch (ExecutionException failed) {
            LOG.error("reacting to {} of {} failed, trying again", occasion.type(), occasion.subjectId(), failed.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private double lagSeconds() {
        return backlog.since().map(since -> Duration.between(since, clock.instant()).toMillis() / 1_000.0).orElse(0.0);
    }
}
