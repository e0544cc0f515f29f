package dev.perennial.core.webhook;

import java.util.List;

/** What the attempts at an endpoint say about it: whether one event's failure is that event's own, and when nothing gets through to it any more. */
public final class EndpointHealth {
    /** How many completed events, the latest ones, decide. */
    public static final int WINDOW = 10;
    /** An event that has failed as often as this no longer holds back the others of its key, unless its endpoint fails as a whole (WEB-5). */
    public static final int ATTEMPTS_HELD_BACK = 2;
    /** An endpoint fails as a whole when this many different events have failed since something got through (WEB-6). */
    public static final int FAILING = 3;

    private EndpointHealth() {}

    /**
     * Whether the endpoint is to be switched off.
     *
     * @param lastCompleted states of the latest completed events, at most {@link #WINDOW} of them; pending and skipped ones don't count
     */
    public static boolean isBroken(List<WebhookEventState> lastCompleted) {
        return lastCompleted.size() >= WINDOW && lastCompleted.stream().allMatch(state -> state == WebhookEventState.FAILED);
    }

    /**
     * How many different events have failed since something got through, after one more attempt; more than {@link #FAILING} aren't counted.
     *
     * @param before how many they were
     */
    public static int failedInARow(int before, Outcome attempt) {
        return switch (attempt) {
            case DELIVERED -> 0;
            case FIRST_FAILURE -> Math.min(before + 1, FAILING);
            case LATER_FAILURE -> before;
        };
    }

    public static boolean isFailing(int failedInARow) { return failedInARow >= FAILING; }

    /** What an attempt says about an endpoint. */
    public enum Outcome {
        DELIVERED,
        /** The event's first attempt. */
        FIRST_FAILURE,
        /** Further attempts of an event say nothing about others. */
        LATER_FAILURE
    }
}
