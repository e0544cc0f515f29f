package dev.perennial.worker.outbox;

import dev.perennial.core.webhook.Attempt;
import dev.perennial.core.webhook.DeliveryQueue;
import dev.perennial.core.webhook.SendableEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first tries of webhooks. Posting happens beside it, in a bounded number of threads; this drain alone reads the queue, records what has come back
 * and lets the next event of the same key follow. Nothing is recorded before it was sent, and nothing follows before its predecessor is recorded: a crash
 * sends again, in order.
 */
final class FirstTryDrain implements Drain {
    private static final Logger LOG = LoggerFactory.getLogger(FirstTryDrain.class);
    private static final int AT_ONCE = 256;
    /** More than can be under way, so that each look at the queue shows something new if there is anything. */
    private static final int BATCH = 2 * AT_ONCE;
    private static final int LOOKS = 64;
    private static final Duration POLL = Duration.ofSeconds(1);
    /** A look at the whole queue that takes longer than this isn't taken at every wake-up. */
    private static final Duration CHEAP_LOOK = Duration.ofMillis(20);
    private static final int LOOKING_SHARE = 10;
    private static final Duration LONGEST_FINISH = Duration.ofSeconds(8);

    private final DeliveryQueue queue;
    private final Function<SendableEvent, Attempt> sender;
    private final Pulse pulse;
    private final Clock clock;
    private final Set<UUID> underWay = new HashSet<>();
    private final Lanes lanes = new Lanes();
    private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
    private final List<Finished> unrecorded = new ArrayList<>();
    /** Whether an event may go as soon as another one is back. */
    private boolean passedOver;
    private long seenUpTo;
    private long lastLookAt = System.nanoTime() - Duration.ofDays(1).toNanos();
    private long lastFullLookAt = lastLookAt;
    private Duration lastFullLook = Duration.ZERO;

    FirstTryDrain(DeliveryQueue queue, Function<SendableEvent, Attempt> sender, Pulse pulse, Clock clock) {
        this.queue = queue;
        this.sender = sender;
        this.pulse = pulse;
        this.clock = clock;
    }

    /** @param attempt nothing when it was not made, since this worker does not lead any more */
    private record Finished(SendableEvent event, Optional<Attempt> attempt, Duration took) {}

    @Override
    public String name() { return "first-tries"; }

    @Override
    public Duration drain() {
        // What follows a failure has to wait for its retry, so asking for all of them shows only those that may go.
        queue.followers(record()).forEach(this::send);
        boolean news = pulse.takeNews();
        if (news || passedOver || System.nanoTime() - lastLookAt > POLL.toNanos()) {
            look();
        }
        return POLL;
    }

    @Override
    public void finish() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_FINISH.toNanos();
        while (!underWay.isEmpty() && System.nanoTime() < deadline) {
            pulse.await(POLL);
            record();
        }
    }

    /** Answers the events it has recorded. */
    private List<SendableEvent> record() {
        finished.drainTo(unrecorded);
        if (unrecorded.isEmpty()) {
            return List.of();
        }
        // If this fails, they stay here and under way: the next pass records them.
        List<Attempt> made = unrecorded.stream().flatMap(done -> done.attempt().stream()).toList();
        queue.record(made);
        unrecorded.forEach(done -> {
            underWay.remove(done.event().id());
            lanes.leave(done.event().endpointId(), done.took());
        });
        List<SendableEvent> recorded = made.stream().map(Attempt::event).toList();
        unrecorded.clear();
        return recorded;
    }

    private void look() {
        passedOver = !lanes.full().isEmpty(); // Their events aren't even looked at.
        lastLookAt = System.nanoTime();
        boolean full = lastFullLook.compareTo(CHEAP_LOOK) < 0
                || System.nanoTime() - lastFullLookAt > lastFullLook.multipliedBy(LOOKING_SHARE).toNanos();
        long startedAt = System.nanoTime();
        long newest = full ? queue.newestQueued() : 0;
        boolean sawAll = false;
        for (int look = 0; look < LOOKS && underWay.size() < AT_ONCE && !sawAll; look++) {
            List<SendableEvent> heads = queue.firstTries(full ? 0 : seenUpTo, lanes.full(), BATCH);
            heads.forEach(this::send);
            sawAll = heads.size() < BATCH;
        }
        passedOver |= !sawAll;
        if (full) {
            lastFullLookAt = System.nanoTime();
            lastFullLook = Duration.ofNanos(lastFullLookAt - startedAt);
            seenUpTo = sawAll ? newest : 0;
        }
    }

    private void send(SendableEvent event) {
        if (underWay.contains(event.id())) {
            return;
        }
        if (underWay.size() >= AT_ONCE || !lanes.enter(event.endpointId())) {
            passedOver = true;
            return;
        }
        underWay.add(event.id());
        Thread.ofVirtual().name("webhook-" + event.id()).start(() -> {
            long startedAt = System.nanoTime();
            Optional<Attempt> attempt = attempt(event);
            finished.add(new Finished(event, attempt, Duration.ofNanos(System.nanoTime() - startedAt)));
            pulse.nudge();
        });
    }

    /** Without a result the event would be under way for ever: whatever went wrong, its retry is the workflow's. */
    private Optional<Attempt> attempt(SendableEvent event) {
        try {
            return Optional.of(sender.apply(event));
        } catch (Term.Over _) {
            return Optional.empty(); // It is the next leader's.
        } catch (RuntimeException failed) {
            LOG.error("{} could not be sent", event, failed);
            return Optional.of(new Attempt(event, clock.instant(), new Attempt.Result.Unanswered("The event could not be sent")));
        }
    }
}
