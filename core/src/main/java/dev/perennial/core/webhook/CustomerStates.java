package dev.perennial.core.webhook;

import java.util.UUID;

/** What webhooks tell of a customer's state. */
public interface CustomerStates {
    /** The representation to send, as of now; of a deleted customer what is left. */
    Object of(UUID customerId);
}
