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

/** The members of one customer, both by the ids the merchant knows them by. */
@Controller("/v1/customers/external/{external_id}/members")
class ExternalCustomerMemberController {
    private final FindMember find;
    private final MemberDesk desk;
    private final MemberLists lists;

    ExternalCustomerMemberController(FindMember find, MemberDesk desk, MemberLists lists) {
        this.find = find;
        this.desk = desk;
        this.lists = lists;
    }

    @Get
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"members:read", "members:write"})
    @Operation(value = "customers:members:list_external", refuses = "AmbiguousExternalCustomerID")
    ListResource<MemberView> list(MerchantCaller caller, @PathVariable("external_id") String externalId, Query query) {
        var asked = query.read(MemberLists.Asked::ofOneCustomer);
        return lists.ofCustomer(find.customer(caller, externalId), asked);
    }

    @Post
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "members:write")
    @Operation(value = "customers:members:create_external", refuses = {"NotPermitted", "AmbiguousExternalCustomerID"})
    @Status(HttpStatus.CREATED)
    HttpResponse<MemberView> create(MerchantCaller caller, @PathVariable("external_id") String externalId, Body body) {
        MemberInput input = body.read(MemberInput::read);
        return HttpResponse.created(MemberView.of(desk.add(find.customer(caller, externalId).id(), input)));
    }

    @Get("/{member_external_id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"members:read", "members:write"})
    @Operation(value = "customers:members:get_external", refuses = "AmbiguousExternalCustomerID")
    MemberView get(MerchantCaller caller, @PathVariable("external_id") String externalId, @PathVariable("member_external_id") String memberId) {
        return MemberView.of(find.member(find.customer(caller, externalId), memberId));
    }

    @Patch("/{member_external_id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "members:write")
    @Operation(value = "customers:members:update_external", refuses = "AmbiguousExternalCustomerID")
    MemberView update(MerchantCaller caller, @PathVariable("external_id") String externalId, @PathVariable("member_external_id") String memberId,
            Body body) {
        MemberInput.Change change = body.read(MemberInput.Change::read);
        return MemberView.of(desk.update(find.member(find.customer(caller, externalId), memberId), change));
    }

    @Delete("/{member_external_id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "members:write")
    @Operation(value = "customers:members:delete_external", refuses = "AmbiguousExternalCustomerID")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<?> delete(MerchantCaller caller, @PathVariable("external_id") String externalId,
            @PathVariable("member_external_id") String memberId) {
        desk.remove(find.member(find.customer(caller, externalId), memberId), "member_external_id");
        return HttpResponse.noContent();
    }
}
