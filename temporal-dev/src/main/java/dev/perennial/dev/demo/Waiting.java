package dev.perennial.dev.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks again and again until something has come about. */
final class Waiting {
    private static final long POLL_MILLIS = 50;

    private Waiting() {}

    /** A question that may fail as calls do; null means not yet. */
    interface Question<T> {
        @Nullable
        T ask() throws Exception;
    }

    /** @throws StoryFailed when there is no answer in time */
    static <T> T until(String what, Duration patience, Question<T> question) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            T answer = question.ask();
            if (answer != null) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new StoryFailed(what + " did not happen within " + patience.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
