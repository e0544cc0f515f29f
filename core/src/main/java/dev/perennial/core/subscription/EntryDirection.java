package dev.perennial.core.subscription;

import java.util.Locale;

/** Whether an entry for a coming order gives money back or asks for it. */
public enum EntryDirection {
    CREDIT, DEBIT;

    /** The name on the wire. */
    public String wire() { return name().toLowerCase(Locale.ROOT); }
}
