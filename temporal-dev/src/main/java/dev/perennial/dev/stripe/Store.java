package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The state: objects live in the journal, memory holds only where. Reads take no lock. Changes are made one after the other under
 * one lock that is held for the decision and one file write, some tens of microseconds: finer locks would buy nothing and could
 * order two effects on one card wrongly.
 */
final class Store implements View, AutoCloseable {
    private static final class Table {
        final Map<String, Journal.Slot> slots = new ConcurrentHashMap<>();
        final Map<String, IdList> index = new ConcurrentHashMap<>();
        volatile IdList all = new IdList();
    }

    private static final IdList NONE = new IdList();
    private static final long WORTH_REWRITING = 1 << 20;
    /** A start keeps so many of the newest events and those not yet delivered: they are most of the volume, and nobody lists older ones. */
    private static final long EVENTS_KEPT = 20_000;
    private final Map<Kind, Table> tables = new EnumMap<>(Kind.class);
    private final ReentrantLock writing = new ReentrantLock();
    private final FileChannel guard;
    private final Journal journal;
    private final Clock clock;

    /** One in real time. */
    Store(Path directory, BiPredicate<Kind, ObjectNode> keep) { this(directory, Clock.systemUTC(), keep); }

    /** @param keep what survives the start; the rest (too old to matter) is dropped */
    Store(Path directory, Clock clock, BiPredicate<Kind, ObjectNode> keep) {
        this.clock = clock;
        for (Kind kind : Kind.values()) {
            tables.put(kind, new Table());
        }
        try {
            Files.createDirectories(directory);
            guard = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (guard.tryLock() == null) {
                throw new IllegalStateException("another sandbox uses " + directory);
            }
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException("another sandbox of this process uses " + directory, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        journal = new Journal(directory.resolve("journal.jsonl"));
        try {
            load(keep);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void load(BiPredicate<Kind, ObjectNode> keep) {
        Map<String, Journal.Entry> heads = new LinkedHashMap<>();
        Map<String, Journal.Slot> slots = new LinkedHashMap<>();
        journal.replay((kind, id, slot) -> {
            String key = kind.label + "/" + id;
            if (slot == null) {
                heads.remove(key);
                slots.remove(key);
            } else {
                heads.putIfAbsent(key, new Journal.Entry(kind, id, null));
                slots.put(key, slot);
            }
        });
        List<Journal.Entry> kept = new ArrayList<>();
        List<Journal.Slot> places = new ArrayList<>();
        List<List<String>> terms = new ArrayList<>();
        long live = 0;
        long surplus = heads.values().stream().filter(entry -> entry.kind() == Kind.EVENT).count() - EVENTS_KEPT;
        Set<String> awaited = heads.values().stream().filter(entry -> entry.kind() == Kind.DELIVERY).map(entry -> entry.id().substring(0, entry.id()
                .indexOf('.'))).collect(Collectors.toSet());
        for (var head : heads.entrySet()) {
            Journal.Entry entry = head.getValue();
            if (entry.kind() == Kind.EVENT && surplus-- > 0 && !awaited.contains(entry.id())) {
                continue;
            }
            Journal.Slot slot = Objects.requireNonNull(slots.get(head.getKey()));
            ObjectNode object = Json.parse(journal.read(slot));
            if (keep.test(entry.kind(), object)) {
                kept.add(entry);
                places.add(slot);
                terms.add(entry.kind().terms(object));
                live += slot.length();
            }
        }
        if (journal.size() > WORTH_REWRITING && live < journal.size() * 7 / 10) {
            places = journal.rewrite(kept, places);
        }
        for (int i = 0; i < kept.size(); i++) {
            place(kept.get(i).kind(), kept.get(i).id(), places.get(i), List.of(), terms.get(i));
        }
    }

    Clock clock() { return clock; }

    @Override
    public @Nullable ObjectNode find(Kind kind, String id) {
        byte[] raw = raw(kind, id);
        return raw == null ? null : Json.parse(raw);
    }

    byte @Nullable [] raw(Kind kind, String id) {
        Journal.Slot slot = table(kind).slots.get(id);
        return slot == null ? null : journal.read(slot);
    }

    @Override
    public IdList ids(Kind kind) { return table(kind).all; }

    @Override
    public IdList ids(Kind kind, String term) { return table(kind).index.getOrDefault(term, NONE); }

    int count(Kind kind) { return table(kind).slots.size(); }

    /** Visits what is there now. */
    void each(Kind kind, BiConsumer<String, ObjectNode> visitor) {
        for (String id : List.copyOf(table(kind).slots.keySet())) {
            ObjectNode object = find(kind, id);
            if (object != null) {
                visitor.accept(id, object);
            }
        }
    }

    /** Runs one change alone and writes it as a whole; an exception leaves no trace. */
    <T> T transact(Tx tx, Function<Tx, T> change) {
        T result;
        writing.lock();
        try {
            result = change.apply(tx);
            commit(tx);
        } finally {
            writing.unlock();
        }
        tx.committed();
        return result;
    }

    private void commit(Tx tx) {
        List<Tx.Change> changes = tx.changes();
        if (changes.isEmpty()) {
            return;
        }
        List<Journal.Entry> entries = new ArrayList<>(changes.size());
        List<List<String>> before = new ArrayList<>(changes.size());
        for (Tx.Change change : changes) {
            ObjectNode object = change.object();
            entries.add(new Journal.Entry(change.kind(), change.id(), object == null ? null : Json.bytes(object)));
            ObjectNode old = change.kind().isResource() ? find(change.kind(), change.id()) : null;
            before.add(old == null ? List.of() : change.kind().terms(old));
        }
        List<Journal.Slot> slots = journal.append(entries);
        for (int i = 0; i < changes.size(); i++) {
            Tx.Change change = changes.get(i);
            ObjectNode object = change.object();
            if (object == null) {
                table(change.kind()).slots.remove(change.id());
            } else {
                place(change.kind(), change.id(), slots.get(i), before.get(i), change.kind().terms(object));
            }
        }
    }

    private void place(Kind kind, String id, Journal.Slot slot, List<String> before, List<String> terms) {
        Table table = table(kind);
        boolean fresh = table.slots.put(id, slot) == null;
        if (fresh && kind.isResource()) {
            table.all.add(id);
        }
        for (String term : terms) {
            if (!before.contains(term)) {
                table.index.computeIfAbsent(term, _ -> new IdList()).add(id);
            }
        }
    }

    /** Removes one note of the sandbox's own. */
    void drop(Kind kind, String id) {
        writing.lock();
        try {
            if (table(kind).slots.remove(id) != null) {
                journal.append(List.of(new Journal.Entry(kind, id, null)));
            }
        } finally {
            writing.unlock();
        }
    }

    /** Forgets everything. */
    void clear() {
        writing.lock();
        try {
            tables.values().forEach(table -> {
                table.slots.clear();
                table.index.clear();
                table.all = new IdList();
            });
            journal.rewrite(List.of(), List.of());
        } finally {
            writing.unlock();
        }
    }

    private Table table(Kind kind) { return Objects.requireNonNull(tables.get(kind)); }

    @Override
    public void close() {
        writing.lock();
        try {
            journal.close();
            guard.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writing.unlock();
        }
    }
}
