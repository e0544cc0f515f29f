package dev.perennial.core.webhook;

/** Deliveries may not go to this URL; the message says why, for the endpoint's owner. */
public final class InvalidTargetUrl extends IllegalArgumentException {
    InvalidTargetUrl(String reason) { super(reason); }
}
