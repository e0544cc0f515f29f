package dev.perennial.api.platform.http;

import java.util.Set;

/** The versions of the wire that are spoken (spec 01 §1.1). */
public final class Versions {
    /** The version of a request that asks for none. */
    public static final String DEFAULT = "2026-10";
    private static final Set<String> ALL = Set.of("2026-04", DEFAULT);

    private Versions() {}

    /** Whether this is one of them. */
    public static boolean isKnown(String version) {
        return ALL.contains(version);
    }
}
