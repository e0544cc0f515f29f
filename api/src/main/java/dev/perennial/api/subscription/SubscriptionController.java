package dev.perennial.api.subscription;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.timestamp;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.command.Changes;
import dev.perennial.api.field.Pages;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionSearch;
import dev.perennial.core.subscription.SubscriptionSearch.Filter;
import dev.perennial.core.subscription.SubscriptionSearch.Key;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.wire.Representations;
import dev.perennial.core.wire.SubscriptionView;
import dev.perennial.workflows.Aggregate;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/subscriptions")
class SubscriptionController {
    private static final Map<String, String> STATUSES = SubscriptionChange.named("incomplete", "incomplete_expired", "trialing", "active", "past_due",
            "paused", "canceled", "unpaid");

    private final Subscriptions subscriptions;
    private final SubscriptionSearch search;
    private final Representations representations;
    private final Changes changes;

    SubscriptionController(Subscriptions subscriptions, SubscriptionSearch search, Representations representations, Changes changes) {
        this.subscriptions = subscriptions;
        this.search = search;
        this.representations = representations;
        this.changes = changes;
    }

    private record Asked(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        static Supplier<Asked> read(Parameters in, MerchantCaller caller) {
            var organizations = in.organizations(caller, Permission.SALES_READ);
            var products = in.all("product_id", uuid());
            var customers = in.all("customer_id", uuid());
            var externals = in.all("external_customer_id", text());
            boolean impossible = !in.all("discount_id", uuid()).isEmpty(); // No subscription has a discount.
            var active = in.optional("active", bool());
            var statuses = in.all("status", oneOf(STATUSES));
            var ending = in.optional("cancel_at_period_end", bool());
            var reasons = in.all("customer_cancellation_reason", oneOf(SubscriptionChange.REASONS));
            var canceledAfter = in.optional("canceled_at_after", timestamp());
            var canceledBefore = in.optional("canceled_at_before", timestamp());
            var startedAfter = in.optional("started_after", timestamp());
            var startedBefore = in.optional("started_before", timestamp());
            var metadata = in.metadata();
            var sorting = in.sorting(Key.class, List.of(Sort.descending(Key.STARTED_AT)));
            var page = in.page();
            return () -> new Asked(
                    new Filter(impossible ? Set.of() : organizations, products, java.util.Optional.empty(), customers, externals, active,
                            statuses, ending, reasons, canceledAfter, canceledBefore, startedAfter, startedBefore, metadata),
                    sorting, page.get());
        }
    }

    @Get("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"subscriptions:read", "subscriptions:write"})
    ListResource<SubscriptionView> list(MerchantCaller caller, Query query) {
        Asked asked = query.read(in -> Asked.read(in, caller));
        return Pages.of(search.list(asked.filter(), asked.sorting(), asked.page()), asked.page(), representations::subscriptions);
    }

    @Get("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"subscriptions:read", "subscriptions:write"})
    SubscriptionView get(MerchantCaller caller, UUID id) {
        Subscription subscription = visible(caller, id);
        caller.demand(Permission.SALES_READ, subscription.organizationId());
        return representations.subscription(subscription);
    }

    @Patch("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "subscriptions:write")
    @Operation(refuses = {"PaymentFailed", "AlreadyCanceledSubscription", "InactiveSubscription", "SubscriptionLocked"})
    SubscriptionView update(MerchantCaller caller, UUID id, Body body) {
        SubscriptionChange change = body.read(SubscriptionChange::read);
        Subscription subscription = manageable(caller, id);
        changes.ask(target(subscription), caller, change.kind(), change.arguments());
        return representations.subscription(subscriptions.get(id));
    }

    /** Ends the subscription at once. */
    @Delete("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "subscriptions:write")
    @Operation(refuses = {"AlreadyCanceledSubscription", "SubscriptionLocked"})
    SubscriptionView revoke(MerchantCaller caller, UUID id) {
        changes.ask(target(manageable(caller, id)), caller, "revoke", new dev.perennial.api.command.Arguments());
        return representations.subscription(subscriptions.get(id));
    }

    private Subscription manageable(MerchantCaller caller, UUID id) {
        Subscription subscription = visible(caller, id);
        caller.demand(Permission.SALES_MANAGE, subscription.organizationId());
        return subscription;
    }

    private Subscription visible(MerchantCaller caller, UUID id) {
        return subscriptions.find(id).filter(each -> caller.reaches(each.organizationId())).orElseThrow(ApiError::notFound);
    }

    private static Changes.Target target(Subscription subscription) {
        return new Changes.Target(Aggregate.SUBSCRIPTION.wire(), subscription.id(), subscription.organizationId());
    }
}
