package dev.perennial.core.identity;

import dev.perennial.core.DomainException;
import java.util.List;
import java.util.UUID;

/** What may be changed about an organization's members (spec 01 §14). Ownership is not handed on here. */
public final class StaffRules {
    private StaffRules() {}

    /**
     * Whether a member may get another role.
     *
     * @throws DomainException if the member owns the organization, or nobody would be left to manage it
     */
    public static void checkRoleChange(List<StaffMember> members, StaffMember member, Role role) {
        if (member.role() == Role.OWNER) {
            throw new NotPermitted("The owner's role can't be changed.");
        }
        boolean managed = members.stream()
                .anyMatch(each -> (each.userId().equals(member.userId()) ? role : each.role()).may(Permission.ORGANIZATION_MANAGE));
        if (!managed) {
            throw new OrganizationWouldHaveNoAdmins();
        }
    }

    /**
     * Whether somebody else may remove a member.
     *
     * @throws DomainException if the member owns the organization, or nobody would be left to manage it
     */
    public static void checkRemoval(List<StaffMember> members, StaffMember member) {
        if (member.role() == Role.OWNER) {
            throw new NotPermitted("The owner can't be removed.");
        }
        requireManagerBeside(members, member.userId());
    }

    /**
     * Whether a member may go.
     *
     * @throws DomainException if the member owns the organization, is its only one, or nobody would be left to manage it
     */
    public static void checkLeaving(List<StaffMember> members, StaffMember member) {
        if (member.role() == Role.OWNER || members.size() == 1) {
            throw new NotPermitted("The owner or the only member can't leave the organization.");
        }
        requireManagerBeside(members, member.userId());
    }

    private static void requireManagerBeside(List<StaffMember> members, UUID leaving) {
        if (members.stream().noneMatch(each -> !each.userId().equals(leaving) && each.role().may(Permission.ORGANIZATION_MANAGE))) {
            throw new OrganizationWouldHaveNoAdmins();
        }
    }
}
