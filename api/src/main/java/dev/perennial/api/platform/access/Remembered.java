package dev.perennial.api.platform.access;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Values that were looked up not long ago: for five minutes, and only so many that memory is no question. */
public final class Remembered<K, V> {
    private static final int MOST = 20_000;
    private static final long LIFE_NANOS = Duration.ofMinutes(5).toNanos();

    private record Kept<V>(V value, long until) {}

    private final Map<K, Kept<V>> entries = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Kept<V>> eldest) { return size() > MOST; }
    });

    public Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key)).filter(entry -> System.nanoTime() - entry.until() < 0).map(Kept::value);
    }

    public void put(K key, V value) {
        entries.put(key, new Kept<>(value, System.nanoTime() + LIFE_NANOS));
    }

    public void remove(K key) {
        entries.remove(key);
    }
}
