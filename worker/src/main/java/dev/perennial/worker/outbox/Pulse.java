package dev.perennial.worker.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread. Many beats before it looks are one. */
final class Pulse {
    private final Semaphore beats = new Semaphore(0);

    void beat() {
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
