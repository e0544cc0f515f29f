package dev.perennial.core.customer;

import java.util.Locale;

/** Whether one person buys, or a group of members of whom one is the owner. A person can become a team, never the other way round. */
public enum CustomerType {
    INDIVIDUAL, TEAM;

    /** The name on the wire and in storage. */
    public String wire() { return name().toLowerCase(Locale.ROOT); }

    /** The type of this name. */
    public static CustomerType of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }
}
