package dev.perennial.core.catalog;

import java.util.Locale;

/** Who may buy a product (spec 02 §2.2). */
public enum Visibility {
    PUBLIC, PRIVATE, DRAFT;

    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static Visibility of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }
}
