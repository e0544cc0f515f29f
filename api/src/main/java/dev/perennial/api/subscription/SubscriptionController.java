package dev.perennial.api.subscription;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.timestamp;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.command.Arguments;
import dev.perennial.api.command.Changes;
import dev.perennial.api.field.Pages;
import dev.perennial.api.field.Types;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.api.platform.input.Value;
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
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/subscriptions")
class SubscriptionController {
    private static final Value<String> STATUS = Types.names("incomplete", "incomplete_expired", "trialing", "active", "past_due", "canceled",
            "unpaid",
            "paused");

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
            var externalIds = in.all("external_customer_id", text());
            var active = in.optional("active", bool());
            var statuses = in.all("status", STATUS);
            var cancelAtPeriodEnd = in.optional("cancel_at_period_end", bool());
            var reasons = in.all("customer_cancellation_reason", Types.CANCELLATION_REASON);
            var canceledAfter = in.optional("canceled_at_after", timestamp());
            var canceledBefore = in.optional("canceled_at_before", timestamp());
            var startedAfter = in.optional("started_after", timestamp());
            var startedBefore = in.optional("started_before", timestamp());
            boolean impossible = !in.all("discount_id", uuid()).isEmpty(); // No subscription has a discount.
            var metadata = in.metadata();
            var sorting = in.sorting(Key.class, List.of(Sort.descending(Key.STARTED_AT)));
            var page = in.page();
            return () -> new Asked(
                    new Filter(impossible ? Set.of() : organizations, products, Optional.empty(), customers, externalIds, active, statuses,
                            cancelAtPeriodEnd, reasons, canceledAfter, canceledBefore, startedAfter, startedBefore, metadata),
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
        return representations.subscription(find(caller, id));
    }

    @Patch("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "subscriptions:write")
    SubscriptionView update(MerchantCaller caller, UUID id, Body body) {
        SubscriptionChangeInput change = SubscriptionChangeInput.of(body);
        Subscription subscription = find(caller, id);
        return switch (change) {
            case SubscriptionChangeInput.AtPeriodEnd(var cancel, var why) -> cancel
                    ? changed(caller, subscription, "cancel_at_period_end", arguments(why))
                    : changed(caller, subscription, "uncancel", new Arguments());
            case SubscriptionChangeInput.Revoke(var why) -> changed(caller, subscription, "revoke", arguments(why));
            // Nothing sent is nothing changed, and still an update to those who listen.
            case SubscriptionChangeInput.Fieldwise(var metadata) -> changed(caller, subscription, "update_metadata",
                    new Arguments().with("metadata", Optional.of(metadata.orElse(subscription.metadata()))));
        };
    }

    @Delete("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "subscriptions:write")
    SubscriptionView revoke(MerchantCaller caller, UUID id) {
        return changed(caller, find(caller, id), "revoke", new Arguments());
    }

    private static Arguments arguments(SubscriptionChangeInput.Why why) {
        return new Arguments().with("reason", why.reason()).with("comment", why.comment());
    }

    private SubscriptionView changed(MerchantCaller caller, Subscription subscription, String kind, Arguments arguments) {
        caller.demand(Permission.SALES_MANAGE, subscription.organizationId());
        changes.ask(new Changes.Target("subscription", subscription.id(), subscription.organizationId()), caller, kind, arguments);
        return representations.subscription(subscriptions.find(subscription.id()).orElseThrow(ApiError::notFound));
    }

    private Subscription find(MerchantCaller caller, UUID id) {
        return subscriptions.find(id).filter(found -> caller.may(Permission.SALES_READ, found.organizationId())).orElseThrow(ApiError::notFound);
    }
}
