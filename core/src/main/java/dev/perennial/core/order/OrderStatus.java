package dev.perennial.core.order;

import java.util.Locale;

/** Whether an order is owed, settled or written off (spec 04 §1.1). */
public enum OrderStatus {
    DRAFT, PENDING, PAID, PARTIALLY_REFUNDED, REFUNDED, VOID;

    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static OrderStatus of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }

    public boolean isPaid() {
        return switch (this) {
            case PAID, PARTIALLY_REFUNDED, REFUNDED -> true;
            case DRAFT, PENDING, VOID -> false;
        };
    }
}
