package dev.perennial.api.identity;

import static dev.perennial.api.platform.input.Values.emailAddress;
import static dev.perennial.api.platform.input.Values.oneOf;

import dev.perennial.api.field.EmailDomains;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Problems;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.StaffMember;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.wire.Avatars;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The people who work for an organization (spec 01 §14). */
@Controller("/v1/organizations/{id}")
class StaffController {
    private static final Value<Role> ROLE = oneOf(Map.of("admin", Role.ADMIN, "finance", Role.FINANCE, "member", Role.MEMBER));

    private final StaffDesk desk;
    private final EmailDomains domains;

    StaffController(StaffDesk desk, EmailDomains domains) {
        this.desk = desk;
        this.domains = domains;
    }

    /** A person as a member of an organization. */
    record StaffMemberView(UUID userId, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, String email, String avatarUrl,
            Role role) {
        static StaffMemberView of(StaffMember member) {
            return new StaffMemberView(member.userId(), member.createdAt(), member.modifiedAt(), member.organizationId(), member.email(),
                    Avatars.urlOf(member.email()), member.role());
        }
    }

    /**
     * What a role allows.
     *
     * @param permissions in the order of their names
     */
    record RoleView(Role role, List<String> permissions) {}

    private record Invitation(String email) {
        static Supplier<Invitation> read(Fields in) {
            var email = in.required("email", emailAddress());
            return () -> new Invitation(email.get());
        }
    }

    private record RoleChange(Role role) {
        static Supplier<RoleChange> read(Fields in) {
            var role = in.required("role", ROLE);
            return () -> new RoleChange(role.get());
        }
    }

    /** Everybody on one page. */
    @Get("/members")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"organizations:read", "organizations:write"})
    @Operation(value = "organizations:list_members", refuses = "NotPermitted")
    ListResource<StaffMemberView> list(MerchantCaller caller, UUID id) {
        List<StaffMemberView> members = desk.list(caller, id).stream().map(StaffMemberView::of).toList();
        return whole(members);
    }

    /** Makes somebody a member at once; they are told by mail. */
    @Post("/members/invite")
    @Access(subjects = Subject.USER, scopes = "organizations:write")
    @Status(HttpStatus.CREATED)
    @Operation(value = "organizations:invite_member", refuses = "NotPermitted")
    HttpResponse<StaffMemberView> invite(UserCaller caller, UUID id, Body body) {
        Invitation invitation = body.read(Invitation::read);
        Problems problems = new Problems();
        domains.check(Optional.of(invitation.email()), "email", problems);
        problems.throwIfAny();
        StaffDesk.Invited invited = desk.invite(caller, id, invitation.email());
        StaffMemberView view = StaffMemberView.of(invited.member());
        return invited.isNew() ? HttpResponse.created(view) : HttpResponse.ok(view);
    }

    /** Gives a member another role. Ownership is not handed on here. */
    @Patch("/members/{user_id}")
    @Access(subjects = Subject.USER, scopes = "organizations:write")
    @Operation(value = "organizations:change_member_role", refuses = {"NotPermitted", "OrganizationWouldHaveNoAdmins"})
    StaffMemberView changeRole(UserCaller caller, UUID id, @PathVariable("user_id") String userId, Body body) {
        Role role = body.read(RoleChange::read).role();
        return StaffMemberView.of(desk.changeRole(caller, id, userId, role));
    }

    @Delete("/members/leave")
    @Access(subjects = Subject.USER, scopes = "organizations:write")
    @Status(HttpStatus.NO_CONTENT)
    @Operation(value = "organizations:leave", refuses = {"NotPermitted", "OrganizationWouldHaveNoAdmins"})
    HttpResponse<?> leave(UserCaller caller, UUID id) {
        desk.leave(caller, id);
        return HttpResponse.noContent();
    }

    @Delete("/members/{user_id}")
    @Access(subjects = Subject.USER, scopes = "organizations:write")
    @Status(HttpStatus.NO_CONTENT)
    @Operation(value = "organizations:remove_member", refuses = {"NotPermitted", "OrganizationWouldHaveNoAdmins"})
    HttpResponse<?> remove(UserCaller caller, UUID id, @PathVariable("user_id") String userId) {
        desk.remove(caller, id, userId);
        return HttpResponse.noContent();
    }

    /** What each role allows. */
    @Get("/roles")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"organizations:read", "organizations:write"})
    @Operation("organizations:list_roles")
    ListResource<RoleView> roles(MerchantCaller caller, UUID id) {
        desk.requireReach(caller, id);
        return whole(Arrays.stream(Role.values()).map(StaffController::roleView).toList());
    }

    private static RoleView roleView(Role role) {
        return new RoleView(role, Arrays.stream(Permission.values()).filter(role::may).map(Permission::wire).sorted().toList());
    }

    private static <T> ListResource<T> whole(List<T> all) {
        return new ListResource<>(all, new ListResource.Pagination(all.size(), 1));
    }
}
