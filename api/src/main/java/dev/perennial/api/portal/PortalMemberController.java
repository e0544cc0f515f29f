package dev.perennial.api.portal;

import static dev.perennial.api.platform.input.Values.emailAddress;
import static dev.perennial.api.platform.input.Values.oneOf;

import dev.perennial.api.field.Pages;
import dev.perennial.api.field.Types;
import dev.perennial.api.member.MemberDesk;
import dev.perennial.api.member.MemberInput;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.customer.CustomerType;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.identity.MemberCaller;
import dev.perennial.core.identity.NotPermitted;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.member.Member;
import dev.perennial.core.member.MemberRole;
import dev.perennial.core.member.Members;
import dev.perennial.core.wire.PortalMemberView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** A team's members, for those who decide about them (spec 06 §5.7). A customer's session is nobody in particular, and so not admitted. */
@Controller("/v1/customer-portal/members")
class PortalMemberController {
    private final Customers customers;
    private final Members members;
    private final MemberDesk desk;

    PortalMemberController(Customers customers, Members members, MemberDesk desk) {
        this.customers = customers;
        this.members = members;
        this.desk = desk;
    }

    private record Addition(MemberInput member) {
        static Supplier<Addition> read(Fields in) {
            var email = in.required("email", emailAddress());
            var name = in.optional("name", Types.NAME);
            var role = in.orElse("role", oneOf(MemberRole.class), MemberRole.MEMBER);
            return () -> new Addition(new MemberInput(email.get(), name, Optional.empty(), role));
        }
    }

    private record Change(MemberInput.Change member) {
        static Supplier<Change> read(Fields in) {
            var name = in.optional("name", Types.NAME);
            var role = in.optional("role", oneOf(MemberRole.class));
            return () -> new Change(new MemberInput.Change(name, Optional.empty(), role));
        }
    }

    @Get
    @Access(subjects = Subject.MEMBER, scopes = PortalScopes.WRITE)
    @Operation(value = "customer_portal:members:list_members", refuses = "NotPermitted")
    ListResource<PortalMemberView> list(MemberCaller caller, Query query) {
        PageRequest page = query.read(Parameters::page);
        demandTeam(caller);
        return Pages.cut(members.ofCustomer(caller.customerId()), page, PortalMemberView::of);
    }

    @Post
    @Access(subjects = Subject.MEMBER, scopes = PortalScopes.WRITE)
    @Operation(value = "customer_portal:members:add_member", refuses = "NotPermitted")
    @Status(HttpStatus.CREATED)
    HttpResponse<PortalMemberView> add(MemberCaller caller, Body body) {
        MemberInput input = body.read(Addition::read).member();
        demandTeam(caller);
        if (input.role() == MemberRole.OWNER) {
            throw InvalidRequest.of("value_error", Loc.body("role"), "There is an owner already.", input.role().wire());
        }
        return HttpResponse.created(PortalMemberView.of(desk.add(caller.customerId(), input)));
    }

    @Patch("/{id}")
    @Access(subjects = Subject.MEMBER, scopes = PortalScopes.WRITE)
    @Operation(value = "customer_portal:members:update_member", refuses = "NotPermitted")
    PortalMemberView update(MemberCaller caller, UUID id, Body body) {
        MemberInput.Change change = body.read(Change::read).member();
        demandTeam(caller);
        Member member = visible(caller, id);
        change.role().filter(wanted -> wanted != member.role()).ifPresent(wanted -> {
            if (member.id().equals(caller.memberId())) {
                throw InvalidRequest.of("value_error", Loc.path("id"), "Nobody changes their own role.", id);
            }
            if (wanted == MemberRole.OWNER && caller.role() != MemberRole.OWNER) {
                throw InvalidRequest.of("value_error", Loc.body("role"), "Only the owner makes somebody else the owner.", wanted.wire());
            }
        });
        return PortalMemberView.of(desk.update(member, change));
    }

    @Delete("/{id}")
    @Access(subjects = Subject.MEMBER, scopes = PortalScopes.WRITE)
    @Operation(value = "customer_portal:members:remove_member", refuses = "NotPermitted")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<?> remove(MemberCaller caller, UUID id) {
        demandTeam(caller);
        Member member = visible(caller, id);
        if (member.id().equals(caller.memberId())) {
            throw InvalidRequest.of("value_error", Loc.path("id"), "Nobody removes themselves.", id);
        }
        desk.remove(member, "id");
        return HttpResponse.noContent();
    }

    private void demandTeam(MemberCaller caller) {
        caller.demandBilling();
        if (customers.get(caller.customerId()).type() != CustomerType.TEAM) {
            throw new NotPermitted("Only a team has members to manage.");
        }
    }

    private Member visible(MemberCaller caller, UUID id) {
        return members.find(id).filter(found -> found.customerId().equals(caller.customerId())).orElseThrow(ApiError::notFound);
    }
}
