package dev.perennial.worker.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wakes one waiting thread, for news in the tables or for something of its own. Many beats before it looks are one. */
final class Pulse {
    private final Semaphore beats = new Semaphore(0);
    private final AtomicBoolean news = new AtomicBoolean();

    /** There may be news in the tables. */
    void beat() {
        news.set(true);
        nudge();
    }

    /** Whether there was news since the last time somebody asked. */
    boolean takeNews() { return news.getAndSet(false); }

    /** Something that doesn't stand in a table. */
    void nudge() {
        if (beats.availablePermits() == 0) {
            beats.release();
        }
    }

    void await(Duration atMost) throws InterruptedException {
        if (beats.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            beats.drainPermits();
        }
    }
}
