package dev.perennial.core.wire;

import dev.perennial.core.member.Member;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A member as the others of the team see them. */
public record PortalMemberView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String email, @Nullable String name, MemberView.Role role) {
    public static PortalMemberView of(Member member) {
        return new PortalMemberView(member.id(), member.createdAt(), member.modifiedAt(), member.email(), member.name(),
                MemberView.Role.of(member.role()));
    }
}
