package dev.perennial.core.order;

import java.util.Locale;

/** What made an order (spec 04 §1.2). */
public enum BillingReason {
    PURCHASE, SUBSCRIPTION_CREATE, SUBSCRIPTION_CYCLE, SUBSCRIPTION_UPDATE;

    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static BillingReason of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }
}
