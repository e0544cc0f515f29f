package dev.perennial.core.identity;

import java.util.List;
import java.util.UUID;

/** Who works for which organization. Changes are made under {@link #lock}, so that what was checked still holds when it is written. */
public interface Staff {
    /** Keeps the organization's members as they are until the transaction ends, and reads them; oldest first. */
    List<StaffMember> lock(UUID organizationId);

    /** The organization's members, oldest first. */
    List<StaffMember> of(UUID organizationId);

    /** The organizations a person belongs to, as far as they may use the product; oldest membership first. */
    List<Membership> membershipsOf(UUID userId);

    /** Ends a membership. */
    void remove(UUID organizationId, UUID userId);

    /** A person's place in an organization. */
    record Membership(UUID organizationId, String slug, String name, Role role) {}
}
