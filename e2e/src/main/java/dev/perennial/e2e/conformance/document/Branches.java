package dev.perennial.e2e.conformance.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.e2e.conformance.document.Schemas.Alternatives;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out which field tells the objects of a union apart, whether a discriminator says so or not. */
final class Branches {
    private final Schemas ours;
    private final Schemas theirs;

    Branches(Schemas ours, Schemas theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** The field that has a closed set of values in every object of both sides; nothing when there is no union or no such field. */
    @Nullable
    String tag(Alternatives mine, Alternatives wanted) {
        List<ObjectNode> our = mine.ofType("object");
        List<ObjectNode> their = wanted.ofType("object");
        if (our.size() == 1 && their.size() == 1) {
            return null;
        }
        Set<String> candidates = new LinkedHashSet<>(wanted.tags());
        candidates.addAll(mine.tags());
        for (ObjectNode object : their) {
            object.path("properties").properties().stream().filter(field -> values(theirs, object, field.getKey()).size() == 1)
                    .forEach(field -> candidates.add(field.getKey()));
        }
        return candidates.stream().filter(name -> tells(ours, our, name) && tells(theirs, their, name)).findFirst().orElse(null);
    }

    private static boolean tells(Schemas schemas, List<ObjectNode> objects, String name) {
        return objects.stream().noneMatch(object -> values(schemas, object, name).isEmpty());
    }

    /** The objects under each value of the field. */
    static Map<String, List<ObjectNode>> byTag(Schemas schemas, List<ObjectNode> objects, String tag) {
        Map<String, List<ObjectNode>> byTag = new TreeMap<>();
        for (ObjectNode object : objects) {
            for (String value : values(schemas, object, tag)) {
                // Below its branch the field itself says no more than the branch.
                ObjectNode branch = object.deepCopy();
                ((ObjectNode) branch.get("properties")).putObject(tag).put("type", "string").putArray("enum").add(value);
                byTag.computeIfAbsent(value, _ -> new ArrayList<>()).add(branch);
            }
        }
        return byTag;
    }

    private static Set<String> values(Schemas schemas, ObjectNode object, String name) {
        JsonNode field = object.path("properties").path(name);
        Set<String> values = new TreeSet<>();
        if (field.isMissingNode()) {
            return values;
        }
        for (ObjectNode each : schemas.alternatives(List.of(field)).ofType("string")) {
            each.path("enum").forEach(value -> values.add(value.asText()));
        }
        return values;
    }
}
