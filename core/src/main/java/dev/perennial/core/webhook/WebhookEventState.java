package dev.perennial.core.webhook;

import java.util.Locale;

/** Where one event stands on its way to one endpoint. The state also says who acts next, so that no two senders meet. */
public enum WebhookEventState {
    /** Not tried yet: the relay's. */
    QUEUED,
    /** Tried without success, to be tried again: the endpoint's workflow's. */
    RETRYING,
    /** Answered with a 2xx status. */
    DELIVERED,
    /** Given up. */
    FAILED,
    /** Never sent, because its endpoint was switched off or deleted before. */
    SKIPPED;

    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static WebhookEventState of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }
}
