package dev.perennial.core.identity;

import java.util.Optional;
import java.util.UUID;

/** The people behind merchants, and the organizations they belong to. */
public interface Users {
    /** The user with this e-mail address, ignoring case; made when there is none. */
    UUID register(String email);

    /** A user who may sign in; nothing when there is none, or it was blocked. */
    Optional<User> find(UUID id);

    /** Notes that the address is the user's own. */
    void confirmEmail(UUID id);

    /** Makes a user a member of an organization, or gives a member another role; an organization has one owner. */
    void join(UUID organizationId, UUID userId, Role role);
}
