package dev.perennial.core.identity;

import java.util.UUID;

/** The buying side, in the customer portal: a customer, or a member of a customer's team. */
public sealed interface PortalCaller extends Caller permits CustomerCaller, MemberCaller {
    /** The session they came in by. */
    UUID sessionId();

    UUID customerId();

    /** The seller whose portal it is. */
    UUID organizationId();

    /** Whether the caller decides about the customer's money. */
    boolean mayManageBilling();

    /**
     * Insists on the right to decide about the customer's money.
     *
     * @throws NotPermitted when the member's role does not include it
     */
    default void demandBilling() {
        if (!mayManageBilling()) {
            throw new NotPermitted("Only an owner or billing manager of this customer may do this.");
        }
    }
}
