package dev.perennial.api.identity;

import dev.perennial.api.command.CallerName;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.core.command.AuditTrail;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.SignInMail;
import dev.perennial.core.identity.Staff;
import dev.perennial.core.identity.StaffMember;
import dev.perennial.core.identity.StaffRules;
import dev.perennial.core.identity.User;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.identity.Users;
import dev.perennial.core.organization.Organizations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Changes who works for an organization; every change is noted with who made it. */
@Singleton
class StaffDesk {
    private final Staff staff;
    private final Users users;
    private final Organizations organizations;
    private final SignInMail mail;
    private final AuditTrail audit;
    private final TransactionOperations<Connection> transactions;

    StaffDesk(Staff staff, Users users, Organizations organizations, SignInMail mail, AuditTrail audit,
            TransactionOperations<Connection> transactions) {
        this.staff = staff;
        this.users = users;
        this.organizations = organizations;
        this.mail = mail;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Somebody who was invited.
     *
     * @param isNew whether they became a member just now
     */
    record Invited(StaffMember member, boolean isNew) {}

    List<StaffMember> list(MerchantCaller caller, UUID organization) {
        demand(caller, Permission.MEMBERS_READ, organization);
        return staff.of(organization);
    }

    /** Who is a member already stays as they are, and gets no mail. */
    Invited invite(UserCaller caller, UUID organization, String email) {
        demand(caller, Permission.MEMBERS_MANAGE, organization);
        return transactions.executeWrite(_ -> {
            UUID invited = users.register(email);
            var before = staff.lock(organization).stream().filter(member -> member.userId().equals(invited)).findFirst();
            if (before.isPresent()) {
                return new Invited(before.get(), false);
            }
            users.join(organization, invited, Role.MEMBER);
            note("invite", organization, invited, caller, Map.of("new_role", wire(Role.MEMBER)));
            mail.sendInvitation(UUID.randomUUID(), email, organizations.get(organization).name(),
                    users.find(caller.userId()).map(User::email).orElseThrow());
            return new Invited(member(staff.of(organization), invited.toString()), true);
        });
    }

    StaffMember changeRole(UserCaller caller, UUID organization, String userId, Role role) {
        demand(caller, Permission.MEMBERS_MANAGE, organization);
        return transactions.executeWrite(_ -> {
            List<StaffMember> members = staff.lock(organization);
            StaffMember member = member(members, userId);
            if (member.role() == role) {
                return member;
            }
            StaffRules.checkRoleChange(members, member, role);
            users.join(organization, member.userId(), role);
            note("change_role", organization, member.userId(), caller, Map.of("old_role", wire(member.role()), "new_role", wire(role)));
            return member(staff.of(organization), userId);
        });
    }

    void remove(UserCaller caller, UUID organization, String userId) {
        demand(caller, Permission.MEMBERS_MANAGE, organization);
        transactions.executeWrite(_ -> {
            List<StaffMember> members = staff.lock(organization);
            StaffMember member = member(members, userId);
            StaffRules.checkRemoval(members, member);
            return end("remove", member, caller);
        });
    }

    void leave(UserCaller caller, UUID organization) {
        requireReach(caller, organization);
        transactions.executeWrite(_ -> {
            List<StaffMember> members = staff.lock(organization);
            StaffMember member = member(members, caller.userId().toString());
            StaffRules.checkLeaving(members, member);
            return end("leave", member, caller);
        });
    }

    void requireReach(MerchantCaller caller, UUID organization) {
        if (!caller.reaches(organization)) {
            throw ApiError.notFound();
        }
    }

    private void demand(MerchantCaller caller, Permission permission, UUID organization) {
        requireReach(caller, organization);
        caller.demand(permission, organization);
    }

    private StaffMember end(String kind, StaffMember member, UserCaller caller) {
        staff.remove(member.organizationId(), member.userId());
        note(kind, member.organizationId(), member.userId(), caller, Map.of("old_role", wire(member.role())));
        return member;
    }

    private void note(String kind, UUID organization, UUID member, UserCaller caller, Map<String, Object> facts) {
        audit.note(new AuditTrail.Change(kind, "organization-member", member, organization, CallerName.of(caller)), facts);
    }

    /** An id that is none belongs to nobody. */
    private static StaffMember member(List<StaffMember> members, String userId) {
        return members.stream().filter(member -> member.userId().toString().equals(userId.toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow(ApiError::notFound);
    }

    private static String wire(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
