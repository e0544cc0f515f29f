package dev.perennial.workflows.customer;

import io.temporal.activity.ActivityInterface;
import java.util.UUID;

/** Each method may run again: doing it twice has the effect of doing it once. */
@ActivityInterface(namePrefix = "Customer.")
public interface CustomerSteps {
    record Subject(UUID id) {}

    /** What the customer's row asks for. */
    enum Need {
        /** The processor has to know the customer as they are. */
        PROFILE,
        /** What the customer had has to end. */
        END,
        /** What the customer had has to end, and what tells who they were has to go. */
        END_AND_FORGET
    }

    Need look(Subject customer);

    /** Tells the payment processor, if it knows the customer at all. */
    void tellProcessor(Subject customer);

    /** Has what is past due charged to the customer's default method; what is being charged already is left alone. */
    void payPastDue(Subject customer);

    /** Has each subscription's owner revoke it, which also voids what is owed. */
    void endSubscriptions(Subject customer);

    /** Has the processor forget every saved method. */
    void forgetCards(Subject customer);

    /**
     * Erases copies of what was personal.
     *
     * @return whether none is left; false while webhooks with such a copy are still to be sent
     */
    boolean eraseCopies(Subject customer);
}
