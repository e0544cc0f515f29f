package dev.perennial.api.testclock;

import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.timestamp;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.platform.document.Operation;
import io.micronaut.http.annotation.Status;
import dev.perennial.api.command.Arguments;
import dev.perennial.api.command.Changes;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.OrganizationField;
import dev.perennial.api.platform.input.Problem;
import dev.perennial.api.platform.idempotency.RequestIds;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.testclock.TestClock;
import dev.perennial.core.testclock.TestClockSearch;
import dev.perennial.core.testclock.TestClocks;
import dev.perennial.core.wire.TestClockView;
import dev.perennial.workflows.Aggregate;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Controller("/v1/test-clocks")
class TestClockController {
    private final TestClocks clocks;
    private final TestClockSearch search;
    private final Customers customers;
    private final Changes changes;
    private final BillingTime time;
    private final Settings settings;
    private final TransactionOperations<Connection> transactions;

    TestClockController(TestClocks clocks, TestClockSearch search, Customers customers, Changes changes, BillingTime time, Settings settings,
            TransactionOperations<Connection> transactions) {
        this.clocks = clocks;
        this.search = search;
        this.customers = customers;
        this.changes = changes;
        this.time = time;
        this.settings = settings;
        this.transactions = transactions;
    }

    private record Wanted(UUID organizationId, String name, Instant frozenTime) {}

    @Get("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"customers:read", "customers:write"})
    ListResource<TestClockView> list(MerchantCaller caller, Query query) {
        var asked = query.read(in -> {
            var organizations = in.organizations(caller, Permission.CUSTOMERS_READ);
            var page = in.page();
            return () -> new Asked(organizations, page.get());
        });
        requireSandbox();
        return ListResource.of(search.list(asked.organizations(), asked.page()), asked.page(), TestClockView::of);
    }

    private record Asked(java.util.Set<UUID> organizations, dev.perennial.core.listing.PageRequest page) {}

    @Post("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customers:write")
    @Status(HttpStatus.CREATED)
    HttpResponse<TestClockView> create(MerchantCaller caller, Body body) {
        Wanted wanted = body.read(in -> {
            var organization = OrganizationField.read(in, caller);
            var name = in.required("name", text().trimmed().length(1, 100));
            var frozen = in.required("frozen_time", timestamp());
            return () -> new Wanted(organization.get(), name.get(), frozen.get());
        });
        requireSandbox();
        caller.demand(Permission.CUSTOMERS_MANAGE, wanted.organizationId());
        TestClock clock = new TestClock(RequestIds.next(), time.realNow(), null, wanted.organizationId(), wanted.name(), wanted.frozenTime(),
                wanted.frozenTime(), TestClock.Status.READY, null, null);
        transactions.executeWrite(status -> {
            clocks.insert(clock);
            return clock;
        });
        return HttpResponse.created(TestClockView.of(clock));
    }

    @Get("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"customers:read", "customers:write"})
    TestClockView get(MerchantCaller caller, UUID id) { return TestClockView.of(visible(caller, id, Permission.CUSTOMERS_READ)); }

    /** Puts a customer on the clock, before anything of theirs has happened in real time. */
    @Post("/{id}/customers")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customers:write")
    @Operation(refuses = "409 CustomerHasHistory")
    @Status(HttpStatus.CREATED)
    HttpResponse<?> attach(MerchantCaller caller, UUID id, Body body) {
        UUID customerId = body.<UUID>read(in -> in.required("customer_id", uuid()));
        TestClock clock = visible(caller, id, Permission.CUSTOMERS_MANAGE);
        transactions.executeWrite(status -> {
            Customer customer = customers.find(customerId)
                    .filter(each -> each.organizationId().equals(clock.organizationId()) && each.deletedAt() == null)
                    .orElseThrow(() -> refused("customer_id", "This customer does not exist."));
            if (customer.testClockId() != null || clocks.hasHistory(customerId)) {
                throw new ApiError(HttpStatus.CONFLICT, "CustomerHasHistory",
                        "Only a customer without a clock, orders and subscriptions can be put on one.");
            }
            clocks.attach(clock.id(), customerId, time.now(clock.id()));
            return customer;
        });
        return HttpResponse.status(HttpStatus.CREATED).body(TestClockView.of(clock));
    }

    @Post("/{id}/advance")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customers:write")
    @Operation(refuses = "TestClockAdvancing")
    @Status(HttpStatus.ACCEPTED)
    HttpResponse<TestClockView> advance(MerchantCaller caller, UUID id, Body body) {
        Instant target = body.<Instant>read(in -> in.required("frozen_time", timestamp()));
        TestClock clock = visible(caller, id, Permission.CUSTOMERS_MANAGE);
        if (target.isBefore(clock.frozenTime())) {
            throw refused("frozen_time", "A test clock does not run backwards.");
        }
        changes.ask(target(clock), caller, "advance_clock", new Arguments().with("frozen_time", Optional.of(target)));
        return HttpResponse.accepted().body(TestClockView.of(visible(caller, id, Permission.CUSTOMERS_READ)));
    }

    /** Deletes the clock; its customers' subscriptions end. */
    @Delete("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customers:write")
    @Operation(refuses = "TestClockAdvancing")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<?> delete(MerchantCaller caller, UUID id) {
        changes.ask(target(visible(caller, id, Permission.CUSTOMERS_MANAGE)), caller, "delete_clock", new Arguments());
        return HttpResponse.noContent();
    }

    private TestClock visible(MerchantCaller caller, UUID id, Permission permission) {
        requireSandbox();
        TestClock clock = clocks.find(id).filter(each -> each.deletedAt() == null && caller.reaches(each.organizationId()))
                .orElseThrow(ApiError::notFound);
        caller.demand(permission, clock.organizationId());
        return clock;
    }

    private void requireSandbox() {
        if (!settings.sandbox()) {
            throw ApiError.notFound();
        }
    }

    private static Changes.Target target(TestClock clock) {
        return new Changes.Target(Aggregate.TEST_CLOCK.wire(), clock.id(), clock.organizationId());
    }

    private static InvalidRequest refused(String field, String message) {
        return new InvalidRequest(InvalidRequest.Kind.BUSINESS, List.of(new Problem("value_error", List.of("body", field), message, null, null)));
    }
}
