package dev.perennial.dev.stripe;

import java.time.Duration;

/** Ordered latency. */
final class Pause {
    private Pause() {}

    static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the sandbox closes: answer at once
        }
    }
}
