package dev.perennial.api.portal;

import static dev.perennial.api.platform.input.Values.literal;
import static dev.perennial.api.platform.input.Values.text;
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
import dev.perennial.api.platform.input.Fields;
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
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttemptSearch;
import dev.perennial.core.payment.Payments;
import dev.perennial.core.wire.PortalOrderView;
import dev.perennial.core.wire.PortalRepresentations;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a customer has bought, and paying what is still owed. */
@Controller("/v1/customer-portal/orders")
class PortalOrderController {
    /** A draft is the merchant's affair until it is charged. */
    private static final List<OrderStatus> VISIBLE = Arrays.stream(OrderStatus.values()).filter(status -> status != OrderStatus.DRAFT).toList();

    private final Orders orders;
    private final OrderSearch search;
    private final Organizations organizations;
    private final Payments payments;
    private final PaymentAttemptSearch attempts;
    private final PortalRepresentations representations;
    private final Changes changes;

    PortalOrderController(Orders orders, OrderSearch search, Organizations organizations, Payments payments, PaymentAttemptSearch attempts,
            PortalRepresentations representations, Changes changes) {
        this.orders = orders;
        this.search = search;
        this.organizations = organizations;
        this.payments = payments;
        this.attempts = attempts;
        this.representations = representations;
        this.changes = changes;
    }

    /** How the last charge of an order stands. */
    record StatusView(String status, @Nullable String error) {}

    /** What came of a try to pay. */
    record ConfirmationView(String status, @Nullable String clientSecret, @Nullable String error) {}

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

    /** With which card: one that is saved, or one the browser's form has just asked for. */
    private record Payment(Optional<String> confirmationTokenId, Optional<UUID> methodId) {
        static Supplier<Payment> read(Fields in) {
            var token = in.optional("confirmation_token_id", text().blankAsNull());
            var method = in.optional("payment_method_id", uuid());
            in.optional("payment_processor", literal("stripe"));
            if (token.isPresent() == method.isPresent()) {
                in.refuse("confirmation_token_id", "either this or payment_method_id is needed.");
            }
            return () -> new Payment(token, method);
        }
    }

    @Get("/")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {PortalScopes.READ, PortalScopes.WRITE})
    ListResource<PortalOrderView> list(PortalCaller caller, Query query) {
        caller.demandBilling();
        Asked asked = query.read(in -> Asked.read(in, caller));
        return Pages.of(search.list(asked.filter(), asked.sorting(), asked.page()), asked.page(), found -> views(found, caller));
    }

    @Get("/{id}")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {PortalScopes.READ, PortalScopes.WRITE})
    PortalOrderView get(PortalCaller caller, UUID id) {
        return views(List.of(find(caller, id)), caller).getFirst();
    }

    @Get("/{id}/payment-status")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {PortalScopes.READ, PortalScopes.WRITE})
    StatusView paymentStatus(PortalCaller caller, UUID id) {
        return payments.findLatestOfOrder(find(caller, id).id()).map(last -> new StatusView(last.status().wire(), last.declineMessage()))
                .orElse(new StatusView("no_payment", null));
    }

    @Post("/{id}/confirm-payment")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = PortalScopes.WRITE)
    ConfirmationView confirmPayment(PortalCaller caller, UUID id, Body body) {
        Payment input = body.read(Payment::read);
        Order order = find(caller, id);
        if (!order.isPending() || order.collection().nextAttemptAt() == null || order.subscriptionId() == null) {
            throw ApiError.of("OrderNotEligibleForRetry", "This order is not waiting for a payment.");
        }
        changes.ask(new Changes.Target("order", id, order.organizationId()), caller, "retry_payment",
                new Arguments().with("confirmation_token_id", input.confirmationTokenId()).with("payment_method_id", input.methodId()));
        return attempts.latestOfOrder(id).map(this::outcome)
                .orElseThrow(() -> new IllegalStateException("a retry of order " + id + " left no trace"));
    }

    private ConfirmationView outcome(PaymentAttempt attempt) {
        return switch (attempt.state()) {
            case SUCCEEDED -> new ConfirmationView("succeeded", null, null);
            case REQUIRES_ACTION -> new ConfirmationView("requires_action", attempt.clientSecret(), null);
            case FAILED -> new ConfirmationView("failed", null, reasonOf(attempt));
            case STARTED, UNKNOWN, PROCESSING -> new ConfirmationView("processing", null, null);
        };
    }

    private String reasonOf(PaymentAttempt attempt) {
        String reason = Optional.ofNullable(attempt.orderId()).flatMap(payments::findLatestOfOrder)
                .filter(last -> last.attemptId().equals(attempt.id())).map(dev.perennial.core.payment.Payment::declineMessage).orElse(null);
        return reason == null ? "The payment was declined." : reason;
    }

    private List<PortalOrderView> views(List<Order> found, PortalCaller caller) {
        return representations.orders(found, organizations.get(caller.organizationId()));
    }

    private Order find(PortalCaller caller, UUID id) {
        caller.demandBilling();
        return orders.find(id).filter(order -> order.customerId().equals(caller.customerId()) && VISIBLE.contains(order.status()))
                .orElseThrow(ApiError::notFound);
    }
}
