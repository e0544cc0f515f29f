package dev.perennial.workflows;

/** Which work shares workers. */
public final class TaskQueues {
    /** Checkouts, subscriptions, collections, test clocks: transactions and quick calls of the payment processor. */
    public static final String BILLING = "billing";

    /** Deliveries of webhooks to endpoints in trouble: slow receivers must not hold back billing. */
    public static final String WEBHOOKS = "webhooks";

    private TaskQueues() {}
}
