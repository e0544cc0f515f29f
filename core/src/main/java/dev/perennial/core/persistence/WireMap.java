package dev.perennial.core.persistence;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The order of keys that a merchant has chosen. First those that ECMAScript takes for an array's, ascending, since it moves them to the front of every object it reads;
 * then the others by their characters, whatever order they came in: the database keeps none (WEB-2).
 */
final class WireMap extends StdSerializer<Map<?, ?>> {
    private static final long serialVersionUID = 1L;
    /** The last index of an array: 2^32 - 2. */
    private static final long LAST_INDEX = 4_294_967_294L;
    private static final int MOST_DIGITS = 10;
    private static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::index).thenComparing(Entry::key);

    WireMap() {
        super(Map.class, false);
    }

    /** @param index as an array's, or more than any of them has */
    private record Entry(String key, long index, Object rawKey) {
        static Entry of(Object rawKey) {
            String key = rawKey.toString();
            return new Entry(key, indexOf(key), rawKey);
        }
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Map<?, ?> map) {
        return map.isEmpty();
    }

    @Override
    public void serialize(Map<?, ?> map, JsonGenerator json, SerializerProvider provider) throws IOException {
        List<Entry> entries = new ArrayList<>(map.size());
        for (Object key : map.keySet()) {
            entries.add(Entry.of(key));
        }
        entries.sort(ORDER);
        json.writeStartObject(map);
        for (Entry entry : entries) {
            json.writeFieldName(entry.key());
            provider.defaultSerializeValue(map.get(entry.rawKey()), json);
        }
        json.writeEndObject();
    }

    private static long indexOf(String key) {
        boolean canonical = !key.isEmpty() && key.length() <= MOST_DIGITS && key.chars().allMatch(c -> c >= '0' && c <= '9')
                && (key.length() == 1 || key.charAt(0) != '0');
        long number = canonical ? Long.parseLong(key) : LAST_INDEX + 1;
        return Math.min(number, LAST_INDEX + 1);
    }
}
