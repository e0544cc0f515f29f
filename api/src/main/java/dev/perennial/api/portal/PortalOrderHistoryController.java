package dev.perennial.api.portal;

import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.field.Pages;
import dev.perennial.api.field.Types;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.identity.PortalCaller;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.OrderSearch;
import dev.perennial.core.order.OrderSearch.Filter;
import dev.perennial.core.order.OrderSearch.Key;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.order.Orders;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.wire.PortalOrderView;
import dev.perennial.core.wire.PortalRepresentations;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What a customer has bought. */
@Controller("/v1/customer-portal/orders")
class PortalOrderHistoryController {
    /** A draft is the merchant's affair until it is charged. */
    private static final List<OrderStatus> VISIBLE = Arrays.stream(OrderStatus.values()).filter(status -> status != OrderStatus.DRAFT).toList();

    private final Orders orders;
    private final OrderSearch search;
    private final Organizations organizations;
    private final PortalRepresentations representations;

    PortalOrderHistoryController(Orders orders, OrderSearch search, Organizations organizations, PortalRepresentations representations) {
        this.orders = orders;
        this.search = search;
        this.organizations = organizations;
        this.representations = representations;
    }

    /** What customers can sort their orders by. */
    private enum Sortable {
        CREATED_AT, AMOUNT, NET_AMOUNT, PRODUCT, SUBSCRIPTION;

        static Sort<Key> toKey(Sort<Sortable> sort) {
            return new Sort<>(Key.valueOf(sort.key().name()), sort.direction());
        }
    }

    private record Asked(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        static Supplier<Asked> read(Parameters in, PortalCaller caller) {
            var products = in.all("product_id", uuid());
            var types = in.all("product_billing_type", Types.names("one_time", "recurring"));
            var subscriptions = in.all("subscription_id", uuid());
            var query = in.optional("query", text());
            var sorting = in.sorting(Sortable.class, List.of(Sort.descending(Sortable.CREATED_AT))).stream().map(Sortable::toKey).toList();
            var page = in.page();
            boolean recurring = types.contains("recurring");
            Optional<Boolean> type = recurring == types.contains("one_time") ? Optional.empty() : Optional.of(recurring);
            return () -> new Asked(
                    new Filter(Set.of(caller.organizationId()), products, type, query, List.of(caller.customerId()), List.of(), List.of(),
                            subscriptions, VISIBLE, Optional.empty(), Optional.empty(), Map.of()),
                    sorting, page.get());
        }
    }

    @Get("/")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {PortalScopes.READ, PortalScopes.WRITE})
    @Operation("customer_portal:orders:list")
    ListResource<PortalOrderView> list(PortalCaller caller, Query query) {
        Asked asked = query.read(in -> Asked.read(in, caller));
        caller.demandBilling();
        return Pages.of(search.list(asked.filter(), asked.sorting(), asked.page()), asked.page(), found -> views(found, caller));
    }

    @Get("/{id}")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {PortalScopes.READ, PortalScopes.WRITE})
    @Operation("customer_portal:orders:get")
    PortalOrderView get(PortalCaller caller, UUID id) {
        caller.demandBilling();
        Order order = orders.find(id).filter(found -> found.customerId().equals(caller.customerId()) && VISIBLE.contains(found.status()))
                .orElseThrow(ApiError::notFound);
        return views(List.of(order), caller).getFirst();
    }

    private List<PortalOrderView> views(List<Order> found, PortalCaller caller) {
        return representations.orders(found, organizations.get(caller.organizationId()));
    }
}
