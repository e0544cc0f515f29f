package dev.perennial.api.member;

import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Fields;
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
import io.micronaut.http.annotation.Post;
import java.util.UUID;
import java.util.function.Supplier;

/** Members of all customers. Beside the list these operations are what older clients know; newer ones go by the customer. */
@Controller("/v1/members")
class MemberController {
    private final FindMember find;
    private final MemberDesk desk;
    private final MemberLists lists;

    MemberController(FindMember find, MemberDesk desk, MemberLists lists) {
        this.find = find;
        this.desk = desk;
        this.lists = lists;
    }

    private record Addition(UUID customerId, MemberInput member) {
        static Supplier<Addition> read(Fields in) {
            var customerId = in.required("customer_id", uuid());
            var member = MemberInput.read(in);
            return () -> new Addition(customerId.get(), member.get());
        }
    }

    @Get("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"members:read", "members:write"})
    @Operation("members:list_members")
    ListResource<MemberView> list(MerchantCaller caller, Query query) {
        var asked = query.read(MemberLists.Asked::ofAll);
        return lists.visibleTo(caller, asked);
    }

    @Post("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "members:write")
    @Operation("members:create_member")
    @Status(HttpStatus.CREATED)
    HttpResponse<MemberView> create(MerchantCaller caller, Body body) {
        Addition addition = body.read(Addition::read);
        return HttpResponse.created(MemberView.of(desk.add(find.customer(caller, addition.customerId()).id(), addition.member())));
    }

    @Get("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"members:read", "members:write"})
    @Operation("members:get_member")
    MemberView get(MerchantCaller caller, UUID id) {
        return MemberView.of(find.member(caller, id));
    }

    @Patch("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "members:write")
    @Operation("members:update_member")
    MemberView update(MerchantCaller caller, UUID id, Body body) {
        MemberInput.Change change = body.read(MemberInput.Change::read);
        return MemberView.of(desk.update(find.member(caller, id), change));
    }

    @Delete("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "members:write")
    @Operation("members:delete_member")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<?> delete(MerchantCaller caller, UUID id) {
        desk.remove(find.member(caller, id), "id");
        return HttpResponse.noContent();
    }
}
