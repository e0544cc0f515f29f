package dev.perennial.e2e.conformance.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what differs. */
final class Differences {
    private final List<Difference> all = new ArrayList<>();

    void add(String path, String text) {
        all.add(new Difference(path, text));
    }

    /** Notes when two values that should be the same are not; null stands for one that is not said. */
    void same(String path, String what, @Nullable Object ours, @Nullable Object theirs) {
        if (!Objects.equals(ours, theirs)) {
            add(path, what + " is " + said(ours) + ", not " + said(theirs));
        }
    }

    /** Notes which members only one of two sets has. */
    void sameSet(String path, String what, Set<String> ours, Set<String> theirs) {
        Set<String> lacking = new TreeSet<>(theirs);
        lacking.removeAll(ours);
        Set<String> surplus = new TreeSet<>(ours);
        surplus.removeAll(theirs);
        if (!lacking.isEmpty()) {
            add(path, what + " lacks " + String.join(", ", lacking));
        }
        if (!surplus.isEmpty()) {
            add(path, what + " has beyond the contract " + String.join(", ", surplus));
        }
    }

    List<Difference> all() {
        return List.copyOf(all);
    }

    private static String said(@Nullable Object value) {
        return value == null ? "not said" : value.toString();
    }
}
