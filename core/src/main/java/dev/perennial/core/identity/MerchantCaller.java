package dev.perennial.core.identity;

import java.util.Set;
import java.util.UUID;

/** The selling side: an organization's own token, or one of its members. */
public sealed interface MerchantCaller extends Caller permits OrganizationCaller, UserCaller {
    /** The organizations whose data the credential reaches. */
    Set<UUID> organizations();

    /** Whether the caller may do this in that organization; false when it is not reachable at all. */
    boolean may(Permission permission, UUID organization);

    /** The same caller with its reach cut to one organization; it reaches nothing when that one was out of reach before. */
    MerchantCaller narrowedTo(UUID organization);

    /** Whether the organization's data is visible at all. What is not must look as if it did not exist. */
    default boolean reaches(UUID organization) {
        return organizations().contains(organization);
    }

    /**
     * Insists on a permission in a reachable organization.
     *
     * @throws NotPermitted naming the action
     */
    default void demand(Permission permission, UUID organization) {
        if (!may(permission, organization)) {
            throw new NotPermitted(permission);
        }
    }
}
