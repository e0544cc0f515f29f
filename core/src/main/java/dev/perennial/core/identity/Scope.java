package dev.perennial.core.identity;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a credential may be used for. {@code ORDERS_READ} is {@code orders:read} on the wire. */
public enum Scope {
    // People and organizations.
    OPENID, PROFILE, EMAIL, USER_READ, USER_WRITE, ORGANIZATIONS_READ, ORGANIZATIONS_WRITE,
    // How something is sold.
    CUSTOM_FIELDS_READ, CUSTOM_FIELDS_WRITE, DISCOUNTS_READ, DISCOUNTS_WRITE, CHECKOUT_LINKS_READ, CHECKOUT_LINKS_WRITE,
    // What it brings in.
    CHECKOUTS_READ, CHECKOUTS_WRITE, TRANSACTIONS_READ, TRANSACTIONS_WRITE, PAYOUTS_READ, PAYOUTS_WRITE,
    // What is sold and how its use is measured.
    PRODUCTS_READ, PRODUCTS_WRITE, BENEFITS_READ, BENEFITS_WRITE, EVENTS_READ, EVENTS_WRITE, METERS_READ, METERS_WRITE, FILES_READ, FILES_WRITE,
    // Who buys.
    SUBSCRIPTIONS_READ, SUBSCRIPTIONS_WRITE, CUSTOMERS_READ, CUSTOMERS_WRITE, MEMBERS_READ, MEMBERS_WRITE, WALLETS_READ, WALLETS_WRITE,
    // What belongs to one customer.
    DISPUTES_READ, DISPUTES_WRITE, CUSTOMER_METERS_READ, CUSTOMER_SESSIONS_WRITE, MEMBER_SESSIONS_WRITE, CUSTOMER_SEATS_READ, CUSTOMER_SEATS_WRITE,
    // What was bought and paid.
    ORDERS_READ, ORDERS_WRITE, REFUNDS_READ, REFUNDS_WRITE, PAYMENTS_READ, METRICS_READ, METRICS_WRITE,
    // What others are connected by.
    WEBHOOKS_READ, WEBHOOKS_WRITE, LICENSE_KEYS_READ, LICENSE_KEYS_WRITE, CUSTOMER_PORTAL_READ, CUSTOMER_PORTAL_WRITE,
    // What the dashboard needs.
    NOTIFICATIONS_READ, NOTIFICATIONS_WRITE, NOTIFICATION_RECIPIENTS_READ, NOTIFICATION_RECIPIENTS_WRITE,
    // What only a person may do.
    ORGANIZATION_ACCESS_TOKENS_READ, ORGANIZATION_ACCESS_TOKENS_WRITE;

    private static final Map<String, Scope> BY_NAME = Arrays.stream(values()).collect(toUnmodifiableMap(Scope::wire, identity()));

    private final String wire = name().toLowerCase(Locale.ROOT).replaceFirst("_(read|write)$", ":$1");

    /** The name on the wire and in storage. */
    public String wire() { return wire; }

    /** Whether organization tokens and OAuth clients may carry it: managing tokens is left to people. */
    public boolean isGrantable() {
        return this != ORGANIZATION_ACCESS_TOKENS_READ && this != ORGANIZATION_ACCESS_TOKENS_WRITE;
    }

    /** The scope of this name, if there is one. */
    public static Optional<Scope> find(String name) { return Optional.ofNullable(BY_NAME.get(name)); }
}
