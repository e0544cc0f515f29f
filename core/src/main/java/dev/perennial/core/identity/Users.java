package dev.perennial.core.identity;

import java.util.UUID;

/** The people behind merchants, and the organizations they belong to. */
public interface Users {
    /** The user with this e-mail address, ignoring case; made when there is none. */
    UUID register(String email);

    /** Makes a user a member of an organization, or gives a member another role; an organization has one owner. */
    void join(UUID organizationId, UUID userId, Role role);
}
