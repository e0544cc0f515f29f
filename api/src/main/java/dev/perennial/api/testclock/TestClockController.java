package dev.perennial.api.testclock;

import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.timestamp;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.command.Arguments;
import dev.perennial.api.command.Changes;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.OrganizationField;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.api.platform.input.Required;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.testclock.TestClock;
import dev.perennial.core.testclock.TestClockSearch;
import dev.perennial.core.testclock.TestClocks;
import dev.perennial.core.wire.TestClockView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Billing time at will, for the customers of a sandbox installation; any other one does not know these paths. */
@Controller("/v1/test-clocks")
class TestClockController {
    private final TestClockDesk desk;
    private final TestClocks clocks;
    private final TestClockSearch search;
    private final Changes changes;
    private final Settings settings;

    TestClockController(TestClockDesk desk, TestClocks clocks, TestClockSearch search, Changes changes, Settings settings) {
        this.desk = desk;
        this.clocks = clocks;
        this.search = search;
        this.changes = changes;
        this.settings = settings;
    }

    private record Input(UUID organizationId, String name, Instant frozenTime) {
        static Supplier<Input> read(Fields in, MerchantCaller caller) {
            var organization = OrganizationField.read(in, caller);
            var name = in.required("name", text().trimmed().length(1, 256));
            var frozenTime = in.required("frozen_time", timestamp());
            return () -> new Input(organization.get(), name.get(), frozenTime.get());
        }
    }

    private record Asked(Set<UUID> organizations, PageRequest page) {
        static Supplier<Asked> read(Parameters in, MerchantCaller caller) {
            var organizations = in.organizations(caller, Permission.CUSTOMERS_READ);
            var page = in.page();
            return () -> new Asked(organizations, page.get());
        }
    }

    @Post("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customers:write")
    HttpResponse<TestClockView> create(MerchantCaller caller, Body body) {
        requireSandbox();
        Input input = body.read(in -> Input.read(in, caller));
        caller.demand(Permission.CUSTOMERS_MANAGE, input.organizationId());
        return HttpResponse.created(TestClockView.of(desk.create(input.organizationId(), input.name(), input.frozenTime())));
    }

    @Get("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"customers:read", "customers:write"})
    ListResource<TestClockView> list(MerchantCaller caller, Query query) {
        requireSandbox();
        Asked asked = query.read(in -> Asked.read(in, caller));
        return ListResource.of(search.list(asked.organizations(), asked.page()), asked.page(), TestClockView::of);
    }

    @Get("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"customers:read", "customers:write"})
    TestClockView get(MerchantCaller caller, UUID id) {
        return TestClockView.of(find(caller, id));
    }

    @Post("/{id}/customers")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customers:write")
    TestClockView attach(MerchantCaller caller, UUID id, Body body) {
        TestClock clock = findToChange(caller, id);
        UUID customer = body.read(in -> {
            Required<UUID> field = in.required("customer_id", uuid());
            return field::get;
        });
        return TestClockView.of(desk.attach(clock.id(), customer));
    }

    @Post("/{id}/advance")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customers:write")
    HttpResponse<TestClockView> advance(MerchantCaller caller, UUID id, Body body) {
        TestClock clock = findToChange(caller, id);
        Instant target = body.read(in -> {
            Required<Instant> field = in.required("frozen_time", timestamp());
            return field::get;
        });
        if (target.isBefore(clock.frozenTime())) {
            throw InvalidRequest.of("value_error", Loc.body("frozen_time"), "A test clock can't be set to an earlier time.", target);
        }
        ask(caller, clock, "advance_clock", new Arguments().with("frozen_time", Optional.of(target)));
        return HttpResponse.<TestClockView>accepted().body(TestClockView.of(clocks.find(id).orElseThrow(ApiError::notFound)));
    }

    @Delete("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customers:write")
    HttpResponse<?> delete(MerchantCaller caller, UUID id) {
        ask(caller, findToChange(caller, id), "delete_clock", new Arguments());
        return HttpResponse.noContent();
    }

    private void ask(MerchantCaller caller, TestClock clock, String kind, Arguments arguments) {
        changes.ask(new Changes.Target("test-clock", clock.id(), clock.organizationId()), caller, kind, arguments);
    }

    private TestClock findToChange(MerchantCaller caller, UUID id) {
        TestClock clock = find(caller, id);
        caller.demand(Permission.CUSTOMERS_MANAGE, clock.organizationId());
        return clock;
    }

    private TestClock find(MerchantCaller caller, UUID id) {
        requireSandbox();
        return clocks.find(id).filter(clock -> clock.deletedAt() == null && caller.may(Permission.CUSTOMERS_READ, clock.organizationId()))
                .orElseThrow(ApiError::notFound);
    }

    private void requireSandbox() {
        if (!settings.sandbox()) {
            throw ApiError.notFound();
        }
    }
}
