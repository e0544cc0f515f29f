package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One change of the state in the making: what it has put is seen by itself at once, and by others when it is committed. */
final class Tx implements View {
    record Change(Kind kind, String id, @Nullable ObjectNode object) {}

    /** Who asks: goes into the events. Both are null for what happens by itself. */
    record Origin(@Nullable String requestId, @Nullable String idempotencyKey) {
        static final Origin ITSELF = new Origin(null, null);
    }

    private final Store store;
    private final Events events;
    private final Origin origin;
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    /** Seconds since 1970, as Stripe writes time. */
    final long now;

    Tx(Store store, Events events, Origin origin) {
        this.store = store;
        this.events = events;
        this.origin = origin;
        this.now = store.clock().instant().getEpochSecond();
    }

    @Override
    public @Nullable ObjectNode find(Kind kind, String id) {
        Change change = changes.get(kind.label + "/" + id);
        return change == null ? store.find(kind, id) : change.object();
    }

    @Override
    public IdList ids(Kind kind) { return store.ids(kind); }

    @Override
    public IdList ids(Kind kind, String term) { return store.ids(kind, term); }

    /** Stores the object under its id. The tree may still be changed until the commit. */
    void put(Kind kind, ObjectNode object) {
        put(kind, Json.id(object), object);
    }

    void put(Kind kind, String id, ObjectNode object) { changes.put(kind.label + "/" + id, new Change(kind, id, object)); }

    void remove(Kind kind, String id) { changes.put(kind.label + "/" + id, new Change(kind, id, null)); }

    /** Records an event with the object as it is at this moment. */
    void emit(String type, ObjectNode object) { emit(type, object, null); }

    void emit(String type, ObjectNode object, @Nullable ObjectNode previous) { events.record(this, origin, type, object, previous); }

    void afterCommit(Runnable action) { afterCommit.add(action); }

    List<Change> changes() { return List.copyOf(changes.values()); }

    void committed() { afterCommit.forEach(Runnable::run); }
}
