package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.perennial.core.member.Member;
import dev.perennial.core.member.MemberRole;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A member of a customer as the merchant sees them. */
public record MemberView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID customerId, String email, @Nullable String name,
        @Nullable String externalId, Role role) {
    /** What the member is to the customer. */
    public enum Role {
        OWNER(MemberRole.OWNER), BILLING_MANAGER(MemberRole.BILLING_MANAGER), MEMBER(MemberRole.MEMBER);

        private final MemberRole role;

        Role(MemberRole role) { this.role = role; }

        @JsonValue
        public String wire() { return role.wire(); }

        public static Role of(MemberRole role) {
            return switch (role) {
                case OWNER -> OWNER;
                case BILLING_MANAGER -> BILLING_MANAGER;
                case MEMBER -> MEMBER;
            };
        }
    }

    public static MemberView of(Member member) {
        return new MemberView(member.id(), member.createdAt(), member.modifiedAt(), member.customerId(), member.email(), member.name(),
                member.externalId(), Role.of(member.role()));
    }
}
