package dev.perennial.dev.stripe;

import java.util.Arrays;

/** Ids in the order they came. Grows only; readers need no lock because what they have seen never changes. */
final class IdList {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record State(String[] ids, int size) {}

    private volatile State state = new State(new String[4], 0);

    synchronized void add(String id) {
        State old = state;
        String[] ids = old.size == old.ids.length ? Arrays.copyOf(old.ids, old.size * 2) : old.ids;
        ids[old.size] = id;
        state = new State(ids, old.size + 1);
    }

    int size() { return state.size; }

    String get(int index) { return state.ids[index]; }

    /** The place of an id, or -1; recent ones are found soonest. */
    int indexOf(String id) {
        State now = state;
        for (int i = now.size - 1; i >= 0; i--) {
            if (now.ids[i].equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
