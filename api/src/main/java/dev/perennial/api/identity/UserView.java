package dev.perennial.api.identity;

import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.Staff;
import dev.perennial.core.identity.User;
import dev.perennial.core.wire.Avatars;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person as they see themselves. */
record UserView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String email, boolean emailVerified, String avatarUrl,
        List<MembershipView> organizations) {
    /** A place in an organization. */
    record MembershipView(UUID id, String slug, String name, Role role) {}

    static UserView of(User user, List<Staff.Membership> memberships) {
        return new UserView(user.id(), user.createdAt(), user.modifiedAt(), user.email(), user.emailVerified(), Avatars.urlOf(user.email()),
                memberships.stream().map(one -> new MembershipView(one.organizationId(), one.slug(), one.name(), one.role())).toList());
    }
}
