package dev.perennial.core.checkout;

import java.util.Locale;

/** Where a session stands (spec 02 §6.1). */
public enum CheckoutStatus {
    OPEN, CONFIRMED, SUCCEEDED, EXPIRED, FAILED;

    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static CheckoutStatus of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }
}
