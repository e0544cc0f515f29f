package dev.perennial.api.order;

import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.timestamp;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.field.Pages;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.OrderSearch;
import dev.perennial.core.order.OrderSearch.Filter;
import dev.perennial.core.order.OrderSearch.Key;
import dev.perennial.core.order.OrderStatus;
import dev.perennial.core.order.Orders;
import dev.perennial.core.wire.OrderView;
import dev.perennial.core.wire.Representations;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/orders")
class OrderController {
    private static final Map<String, Boolean> BILLING_TYPES = Map.of("recurring", true, "one_time", false);

    private final Orders orders;
    private final OrderSearch search;
    private final Representations representations;

    OrderController(Orders orders, OrderSearch search, Representations representations) {
        this.orders = orders;
        this.search = search;
        this.representations = representations;
    }

    private record Asked(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        static Supplier<Asked> read(Parameters in, MerchantCaller caller) {
            var organizations = in.organizations(caller, Permission.SALES_READ);
            var products = in.all("product_id", uuid());
            var types = Set.copyOf(in.all("product_billing_type", oneOf(BILLING_TYPES)));
            boolean impossible = !in.all("discount_id", uuid()).isEmpty(); // No order has a discount.
            var customers = in.all("customer_id", uuid());
            var externals = in.all("external_customer_id", text());
            var checkouts = in.all("checkout_id", uuid());
            var subscriptions = in.all("subscription_id", uuid());
            var statuses = in.all("status", oneOf(OrderStatus.class, OrderStatus::wire));
            var after = in.optional("created_after", timestamp());
            var before = in.optional("created_before", timestamp());
            var metadata = in.metadata();
            var sorting = in.sorting(Key.class, List.of(Sort.descending(Key.CREATED_AT)));
            var page = in.page();
            Optional<Boolean> recurring = types.size() == 1 ? types.stream().findFirst() : Optional.empty();
            return () -> new Asked(
                    new Filter(impossible ? Set.of() : organizations, products, recurring, Optional.empty(), customers, externals, checkouts,
                            subscriptions, statuses, after, before, metadata),
                    sorting, page.get());
        }
    }

    @Get("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "orders:read")
    ListResource<OrderView> list(MerchantCaller caller, Query query) {
        Asked asked = query.read(in -> Asked.read(in, caller));
        return Pages.of(search.list(asked.filter(), asked.sorting(), asked.page()), asked.page(), representations::orders);
    }

    @Get("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "orders:read")
    OrderView get(MerchantCaller caller, UUID id) {
        Order order = orders.find(id).filter(each -> caller.reaches(each.organizationId())).orElseThrow(ApiError::notFound);
        caller.demand(Permission.SALES_READ, order.organizationId());
        return representations.order(order);
    }
}
