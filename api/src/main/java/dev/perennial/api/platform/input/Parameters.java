package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of a query being read; violations are collected, not thrown. Parameters nobody names are ignored. */
public sealed class Parameters permits RecordedParameters {
    private static final String METADATA = "metadata";

    private final Map<String, List<String>> parameters;
    private final Problems problems;

    Parameters(Map<String, List<String>> parameters, Problems problems) {
        this.parameters = parameters;
        this.problems = problems;
    }

    /** A parameter that must be there. */
    public <T> Required<T> required(String name, Value<T> value) {
        String text = last(name);
        if (text == null) {
            problems.add(Problem.of("missing", Loc.query(name), "This parameter is required.", null));
            return new Required<>(null);
        }
        return new Required<>(read(text, Loc.query(name), value));
    }

    /** A parameter that may be left out. Sent more than once, the last one counts. */
    public <T> Optional<T> optional(String name, Value<T> value) {
        String text = last(name);
        return text == null ? Optional.empty() : Optional.ofNullable(read(text, Loc.query(name), value));
    }

    /** A parameter with a default. */
    public <T> T orElse(String name, Value<T> value, T fallback) {
        return optional(name, value).orElse(fallback);
    }

    /** A parameter that may be repeated, which means any of its values; not sent, it does not filter. */
    public <T> List<T> all(String name, Value<T> value) {
        List<String> texts = parameters.getOrDefault(name, List.of());
        List<T> values = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            T one = read(texts.get(i), Loc.query(name).then(i), value);
            if (one != null) {
                values.add(one);
            }
        }
        return List.copyOf(values);
    }

    /** Which page is asked for: {@code page} from 1, {@code limit} reduced to its maximum. */
    public Required<PageRequest> page() {
        int page = orElse("page", Values.whole().greaterThan(0), 1);
        int limit = orElse("limit", Values.whole().greaterThan(0), PageRequest.DEFAULT_LIMIT);
        return new Required<>(new PageRequest(page, limit));
    }

    /**
     * The order that is asked for: {@code sorting}, repeated, each a key in lower case with a {@code -} before it for descending.
     *
     * @param keys what the list can be sorted by
     * @param fallback the order when none is asked for
     */
    public <K extends Enum<K>> List<Sort<K>> sorting(Class<K> keys, List<Sort<K>> fallback) {
        Map<String, Sort<K>> known = new LinkedHashMap<>();
        for (K key : keys.getEnumConstants()) {
            String name = key.name().toLowerCase(Locale.ROOT);
            known.put(name, Sort.ascending(key));
            known.put("-" + name, Sort.descending(key));
        }
        List<Sort<K>> asked = all("sorting", Values.oneOf(known));
        return asked.isEmpty() ? fallback : asked;
    }

    /** The filter {@code metadata[key]=value}: the object must have, for every key, one of its values as text. */
    public Map<String, List<String>> metadata() {
        Map<String, List<String>> filter = new LinkedHashMap<>();
        for (String name : parameters.keySet()) {
            if (name.startsWith(METADATA + "[") && name.endsWith("]")) {
                String key = name.substring(METADATA.length() + 1, name.length() - 1);
                if (read(key, Loc.query(METADATA).then("[key]"), Values.text()) != null) {
                    filter.put(key, all(name, Values.text()));
                }
            }
        }
        return filter;
    }

    /**
     * The organizations a list may show: the reachable ones in which the caller has the permission, cut to {@code organization_id} when it is sent.
     * A foreign id filters everything away and is no error.
     */
    public Set<UUID> organizations(MerchantCaller caller, Permission permission) {
        Set<UUID> permitted = caller.organizations().stream().filter(one -> caller.may(permission, one)).collect(Collectors.toSet());
        List<UUID> asked = all("organization_id", Values.uuid());
        if (!asked.isEmpty()) {
            permitted.retainAll(new LinkedHashSet<>(asked));
        }
        return Set.copyOf(permitted);
    }

    private @Nullable String last(String name) {
        List<String> texts = parameters.getOrDefault(name, List.of());
        return texts.isEmpty() ? null : texts.getLast();
    }

    private <T> @Nullable T read(String text, Loc loc, Value<T> value) {
        Spot spot = new Spot(TextNode.valueOf(text), loc, Spot.Encoding.TEXT, problems);
        String reason = Characters.unstorable(text);
        return reason == null ? value.read(spot) : spot.refuseValue(reason);
    }
}
