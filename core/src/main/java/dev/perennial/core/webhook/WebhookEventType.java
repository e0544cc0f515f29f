package dev.perennial.core.webhook;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What an endpoint can subscribe to, by its name on the wire. */
public enum WebhookEventType {
    // Checkouts.
    CHECKOUT_CREATED("checkout.created"), CHECKOUT_UPDATED("checkout.updated"), CHECKOUT_EXPIRED("checkout.expired"),
    // Customers.
    CUSTOMER_CREATED("customer.created"), CUSTOMER_UPDATED("customer.updated"), CUSTOMER_DELETED("customer.deleted"),
    // What a customer has.
    CUSTOMER_STATE_CHANGED("customer.state_changed"),
    // Seats.
    CUSTOMER_SEAT_ASSIGNED("customer_seat.assigned"), CUSTOMER_SEAT_CLAIMED("customer_seat.claimed"), CUSTOMER_SEAT_REVOKED("customer_seat.revoked"),
    // Members.
    MEMBER_CREATED("member.created"), MEMBER_UPDATED("member.updated"), MEMBER_DELETED("member.deleted"),
    // Orders.
    ORDER_CREATED("order.created"), ORDER_UPDATED("order.updated"), ORDER_PAID("order.paid"),
    // Orders given back.
    ORDER_REFUNDED("order.refunded"),
    // Subscriptions: they begin and change,
    SUBSCRIPTION_CREATED("subscription.created"), SUBSCRIPTION_UPDATED("subscription.updated"), SUBSCRIPTION_ACTIVE("subscription.active"),
    // will end or go on,
    SUBSCRIPTION_CANCELED("subscription.canceled"), SUBSCRIPTION_UNCANCELED("subscription.uncanceled"), SUBSCRIPTION_CYCLED("subscription.cycled"),
    // stop,
    SUBSCRIPTION_REVOKED("subscription.revoked"), SUBSCRIPTION_PAST_DUE("subscription.past_due"), SUBSCRIPTION_PAUSED("subscription.paused"),
    // and come back.
    SUBSCRIPTION_RESUMED("subscription.resumed"),
    // Refunds.
    REFUND_CREATED("refund.created"), REFUND_UPDATED("refund.updated"),
    // Products.
    PRODUCT_CREATED("product.created"), PRODUCT_UPDATED("product.updated"),
    // Discounts.
    DISCOUNT_CREATED("discount.created"), DISCOUNT_UPDATED("discount.updated"), DISCOUNT_DELETED("discount.deleted"),
    // The organization itself.
    ORGANIZATION_UPDATED("organization.updated"),
    // Benefits.
    BENEFIT_CREATED("benefit.created"), BENEFIT_UPDATED("benefit.updated"),
    // Grants of benefits.
    BENEFIT_GRANT_CREATED("benefit_grant.created"), BENEFIT_GRANT_UPDATED("benefit_grant.updated"), BENEFIT_GRANT_CYCLED("benefit_grant.cycled"),
    // Grants taken back.
    BENEFIT_GRANT_REVOKED("benefit_grant.revoked");

    private static final Map<String, WebhookEventType> BY_NAME = Arrays.stream(values())
            .collect(toUnmodifiableMap(WebhookEventType::wire, identity()));

    private final String wire;

    WebhookEventType(String wire) { this.wire = wire; }

    /** The name on the wire: resource, dot, what happened to it. */
    public String wire() { return wire; }

    /** The event type of this name, if there is one. */
    public static Optional<WebhookEventType> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
