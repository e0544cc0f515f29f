package dev.perennial.api.portal;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.field.Pages;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.identity.PortalCaller;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.subscription.SubscriptionSearch;
import dev.perennial.core.subscription.SubscriptionSearch.Filter;
import dev.perennial.core.subscription.SubscriptionSearch.Key;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.wire.PortalRepresentations;
import dev.perennial.core.wire.PortalSubscriptionView;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The subscriptions of a customer. */
@Controller("/v1/customer-portal/subscriptions")
class PortalSubscriptionController {
    // What is past due is neither: it may come back, and it is not paid for.
    private static final List<String> RUNNING = List.of("active", "trialing");
    private static final List<String> OVER = List.of("canceled", "unpaid");

    private final Subscriptions subscriptions;
    private final SubscriptionSearch search;
    private final Organizations organizations;
    private final PortalRepresentations representations;

    PortalSubscriptionController(Subscriptions subscriptions, SubscriptionSearch search, Organizations organizations,
            PortalRepresentations representations) {
        this.subscriptions = subscriptions;
        this.search = search;
        this.organizations = organizations;
        this.representations = representations;
    }

    /** What customers can sort their subscriptions by; those in one portal are all of one organization. */
    private enum Sortable {
        STARTED_AT, AMOUNT, STATUS, ORGANIZATION, PRODUCT;

        static Stream<Sort<Key>> toKey(Sort<Sortable> sort) {
            return sort.key() == ORGANIZATION ? Stream.empty() : Stream.of(new Sort<>(Key.valueOf(sort.key().name()), sort.direction()));
        }
    }

    private record Asked(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        static Supplier<Asked> read(Parameters in, PortalCaller caller) {
            var products = in.all("product_id", uuid());
            var active = in.optional("active", bool());
            var query = in.optional("query", text());
            var sorting = in.sorting(Sortable.class, List.of(Sort.descending(Sortable.STARTED_AT))).stream().flatMap(Sortable::toKey).toList();
            var page = in.page();
            List<String> statuses = active.map(running -> running ? RUNNING : OVER).orElse(List.of());
            return () -> new Asked(
                    new Filter(Set.of(caller.organizationId()), products, query, List.of(caller.customerId()), List.of(), Optional.empty(),
                            statuses, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                    sorting,
                    page.get());
        }
    }

    @Get("/")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {PortalScopes.READ, PortalScopes.WRITE})
    @Operation("customer_portal:subscriptions:list")
    ListResource<PortalSubscriptionView> list(PortalCaller caller, Query query) {
        Asked asked = query.read(in -> Asked.read(in, caller));
        return Pages.of(search.list(asked.filter(), asked.sorting(), asked.page()), asked.page(), found -> views(found, caller));
    }

    @Get("/{id}")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {PortalScopes.READ, PortalScopes.WRITE})
    @Operation("customer_portal:subscriptions:get")
    PortalSubscriptionView get(PortalCaller caller, UUID id) {
        Subscription subscription = subscriptions.find(id).filter(found -> found.customerId().equals(caller.customerId()))
                .orElseThrow(ApiError::notFound);
        return views(List.of(subscription), caller).getFirst();
    }

    private List<PortalSubscriptionView> views(List<Subscription> found, PortalCaller caller) {
        return representations.subscriptions(found, organizations.get(caller.organizationId()));
    }
}
