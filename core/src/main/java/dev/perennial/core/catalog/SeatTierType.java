package dev.perennial.core.catalog;

import java.util.Locale;

/** How the tiers of a price by seat work together. */
public enum SeatTierType {
    /** All seats cost what the tier says that their number falls into. */
    VOLUME,
    /** The seats of each tier cost what it says. */
    GRADUATED;

    /** The name on the wire. */
    public String wire() { return name().toLowerCase(Locale.ROOT); }
}
