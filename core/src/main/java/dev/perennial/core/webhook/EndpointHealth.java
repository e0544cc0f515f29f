package dev.perennial.core.webhook;

import java.util.List;

/** When an endpoint is switched off because nothing gets through to it (spec 01 §17.5). */
public final class EndpointHealth {
    /** How many completed events, the latest ones, decide. */
    public static final int WINDOW = 10;

    private EndpointHealth() {}

    /**
     * Whether the endpoint is to be switched off.
     *
     * @param lastCompleted states of the latest completed events, at most {@link #WINDOW} of them; pending and skipped ones don't count
     */
    public static boolean isBroken(List<WebhookEventState> lastCompleted) {
        return lastCompleted.size() >= WINDOW && lastCompleted.stream().allMatch(state -> state == WebhookEventState.FAILED);
    }
}
