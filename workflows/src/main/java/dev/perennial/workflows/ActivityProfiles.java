package dev.perennial.workflows;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/**
 * Timeouts and retries by kind of step. No step has a limit on its retries: what a database or a provider cannot do now it does later, and everything the
 * business calls a failure comes back as a value.
 */
public final class ActivityProfiles {
    private static final RetryOptions SHORT_BACKOFF = RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(200)).setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofMinutes(1)).build();
    private static final RetryOptions LONG_BACKOFF = RetryOptions.newBuilder().setInitialInterval(Duration.ofSeconds(1)).setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofMinutes(5)).build();

    private ActivityProfiles() {}

    /** One database transaction, run inside the workflow task. */
    public static LocalActivityOptions transaction(String summary) {
        return local(summary, Duration.ofSeconds(5));
    }

    /**
     * One call of a provider that normally answers in a second or two and the transaction that records its answer, inside the workflow task. The call itself
     * is tried once and gets 5 s; no answer is recorded as an unknown outcome. The step's own limit leaves room for making the payer known first, for calling
     * off what was declined, and for waiting a turn before each of the three. A provider that has too many requests of ours makes the step fail: it is taken
     * again a moment later, inside the same workflow task as long as that moment is short.
     */
    public static LocalActivityOptions quickProviderCall(String summary) { return local(summary, Duration.ofSeconds(30)); }

    /** Calls of a provider that have to succeed in the end, however long that takes: a look-up of several pages, then what comes of it. */
    public static ActivityOptions provider(String summary) {
        return ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).setRetryOptions(LONG_BACKOFF).setSummary(summary).build();
    }

    /** A long batch that tells how far it has come, so that a lost worker is noticed soon. */
    public static ActivityOptions batch(String summary, int attempts) {
        return ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofHours(6)).setHeartbeatTimeout(Duration.ofSeconds(30))
                .setRetryOptions(RetryOptions.newBuilder(SHORT_BACKOFF).setMaximumAttempts(attempts).build()).setSummary(summary).build();
    }

    private static LocalActivityOptions local(String summary, Duration perAttempt) {
        return LocalActivityOptions.newBuilder().setStartToCloseTimeout(perAttempt).setRetryOptions(SHORT_BACKOFF)
                // What went in is an id, which the summary or the workflow's own tells already: the history holds what came out.
                .setDoNotIncludeArgumentsIntoMarker(true).setLocalRetryThreshold(Duration.ofSeconds(5)).setSummary(summary).build();
    }
}
