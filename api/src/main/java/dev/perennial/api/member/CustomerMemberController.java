package dev.perennial.api.member;

import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.wire.MemberView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import java.util.UUID;

/** The members of one customer. */
@Controller("/v1/customers/{id}/members")
class CustomerMemberController {
    private final FindMember find;
    private final MemberDesk desk;
    private final MemberLists lists;

    CustomerMemberController(FindMember find, MemberDesk desk, MemberLists lists) {
        this.find = find;
        this.desk = desk;
        this.lists = lists;
    }

    @Get
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"members:read", "members:write"})
    @Operation("customers:members:list")
    ListResource<MemberView> list(MerchantCaller caller, UUID id, Query query) {
        var asked = query.read(MemberLists.Asked::ofOneCustomer);
        return lists.ofCustomer(find.customer(caller, id), asked);
    }

    @Post
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "members:write")
    @Operation(value = "customers:members:create", refuses = "NotPermitted")
    @Status(HttpStatus.CREATED)
    HttpResponse<MemberView> create(MerchantCaller caller, UUID id, Body body) {
        MemberInput input = body.read(MemberInput::read);
        return HttpResponse.created(MemberView.of(desk.add(find.customer(caller, id).id(), input)));
    }

    @Get("/{member_id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"members:read", "members:write"})
    @Operation("customers:members:get")
    MemberView get(MerchantCaller caller, UUID id, @PathVariable("member_id") UUID memberId) {
        return MemberView.of(find.member(find.customer(caller, id), memberId));
    }

    @Patch("/{member_id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "members:write")
    @Operation("customers:members:update")
    MemberView update(MerchantCaller caller, UUID id, @PathVariable("member_id") UUID memberId, Body body) {
        MemberInput.Change change = body.read(MemberInput.Change::read);
        return MemberView.of(desk.update(find.member(find.customer(caller, id), memberId), change));
    }

    @Delete("/{member_id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "members:write")
    @Operation("customers:members:delete")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<?> delete(MerchantCaller caller, UUID id, @PathVariable("member_id") UUID memberId) {
        desk.remove(find.member(find.customer(caller, id), memberId), "member_id");
        return HttpResponse.noContent();
    }
}
