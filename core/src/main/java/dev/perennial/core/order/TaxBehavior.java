package dev.perennial.core.order;

import java.util.Locale;

/** Whether tax comes on top of a price or is part of it. */
public enum TaxBehavior {
    EXCLUSIVE, INCLUSIVE;

    /** The name on the wire. */
    public String wire() { return name().toLowerCase(Locale.ROOT); }
}
