package dev.perennial.e2e.conformance.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.e2e.conformance.document.Schemas.Alternatives;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Two schemas that should describe the same values. Names and texts mean nothing, and neither does the way a union is written. */
final class SchemaComparison {
    private static final List<String> SCALARS = List.of("string", "integer", "number", "boolean");
    private static final List<String> BOUNDS = List.of("format", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum",
            "exclusiveMaximum");
    // How long or large a value may be is enforced where it comes in; an answer repeats it.
    private static final List<String> FORMAT = List.of("format");

    private final Schemas ours;
    private final Schemas theirs;
    private final Differences found;
    private final Direction direction;
    private final Set<String> underWay = new HashSet<>();

    /** Who writes the values: what we promise more than the contract is no difference, what we ask more is one. */
    enum Direction {
        REQUEST, RESPONSE
    }

    SchemaComparison(Schemas ours, Schemas theirs, Differences found, Direction direction) {
        this.ours = ours;
        this.theirs = theirs;
        this.found = found;
        this.direction = direction;
    }

    void compare(String path, List<JsonNode> our, List<JsonNode> their) {
        Alternatives mine = ours.alternatives(our);
        Alternatives wanted = theirs.alternatives(their);
        if (mine.nullable() != wanted.nullable() && !(direction == Direction.RESPONSE && wanted.nullable())) {
            found.add(path, wanted.nullable() ? "may be null in the contract" : "may not be null in the contract");
        }
        compare(path, mine, wanted);
    }

    /** Compares the members alone, where null has been dealt with. */
    void compare(String path, Alternatives mine, Alternatives wanted) {
        Set<String> types = types(mine);
        Set<String> wantedTypes = types(wanted);
        found.sameSet(path, "type", types, wantedTypes);
        types.retainAll(wantedTypes);
        for (String type : types) {
            if (SCALARS.contains(type)) {
                compareScalars(path, mine.ofType(type), wanted.ofType(type));
            } else if (type.equals("array")) {
                compareArrays(path, mine.ofType(type), wanted.ofType(type));
            } else if (type.equals("object")) {
                compareObjects(path, mine, wanted);
            }
        }
    }

    private static Set<String> types(Alternatives alternatives) {
        Set<String> types = new TreeSet<>();
        alternatives.simple().forEach(each -> types.add(each.has("type") ? each.get("type").asText() : "anything"));
        return types;
    }

    private void compareScalars(String path, List<ObjectNode> our, List<ObjectNode> their) {
        boolean anything = their.stream().anyMatch(this::isAnything);
        if (anything && (direction == Direction.RESPONSE || our.stream().anyMatch(this::isAnything))) {
            return; // What may be any text may also be one of some known texts.
        }
        found.sameSet(path, "enum", values(our), values(their));
        List<ObjectNode> mine = our.stream().filter(each -> !each.has("enum")).toList();
        List<ObjectNode> wanted = their.stream().filter(each -> !each.has("enum")).toList();
        if (mine.size() == 1 && wanted.size() == 1) {
            for (String bound : bounds()) {
                found.same(path, bound, text(mine.getFirst(), bound), text(wanted.getFirst(), bound));
            }
            sameDefault(path, mine.getFirst(), wanted.getFirst());
        } else {
            found.sameSet(path, "forms", forms(mine), forms(wanted));
        }
    }

    private boolean isAnything(ObjectNode schema) {
        return schema.path("type").asText().equals("string") && !schema.has("enum") && bounds().stream().noneMatch(schema::has);
    }

    /** Defaults that are texts are often said in the description only, or sent by the SDKs. */
    private void sameDefault(String path, ObjectNode mine, ObjectNode wanted) {
        JsonNode fallback = wanted.path("default");
        if (direction == Direction.REQUEST && (fallback.isNumber() || fallback.isBoolean())) {
            found.same(path, "default", text(mine, "default"), text(wanted, "default"));
        }
    }

    private List<String> bounds() {
        return direction == Direction.REQUEST ? BOUNDS : FORMAT;
    }

    private static Set<String> values(List<ObjectNode> schemas) {
        Set<String> values = new TreeSet<>();
        schemas.forEach(schema -> schema.path("enum").forEach(value -> values.add(value.asText())));
        return values;
    }

    private Set<String> forms(List<ObjectNode> schemas) {
        Set<String> forms = new TreeSet<>();
        for (ObjectNode schema : schemas) {
            List<String> said = bounds().stream().filter(schema::has).map(bound -> bound + " " + text(schema, bound)).toList();
            forms.add(said.isEmpty() ? "any " + schema.path("type").asText() : String.join(" and ", said));
        }
        return forms;
    }

    private static @Nullable String text(ObjectNode schema, String key) {
        JsonNode value = schema.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isNumber() ? value.decimalValue().stripTrailingZeros().toPlainString() : value.asText();
    }

    private void compareArrays(String path, List<ObjectNode> our, List<ObjectNode> their) {
        if (direction == Direction.REQUEST) {
            found.same(path, "minItems", common(our, "minItems"), common(their, "minItems"));
            found.same(path, "maxItems", common(our, "maxItems"), common(their, "maxItems"));
        }
        compare(path + "[]", elements(our), elements(their));
    }

    private static @Nullable String common(List<ObjectNode> arrays, String bound) {
        List<String> said = arrays.stream().map(array -> String.valueOf(text(array, bound))).distinct().toList();
        return said.size() == 1 && !said.getFirst().equals("null") ? said.getFirst() : null;
    }

    /** The elements' schemas; those of a tuple are taken together. */
    private static List<JsonNode> elements(List<ObjectNode> arrays) {
        List<JsonNode> elements = new ArrayList<>();
        for (ObjectNode array : arrays) {
            if (array.has("items")) {
                elements.add(array.get("items"));
            }
            array.path("prefixItems").forEach(elements::add);
        }
        return elements;
    }

    private void compareObjects(String path, Alternatives mine, Alternatives wanted) {
        List<ObjectNode> our = mine.ofType("object");
        List<ObjectNode> their = wanted.ofType("object");
        String key = our + " " + their;
        if (!underWay.add(key)) {
            return;
        }
        String tag = new Branches(ours, theirs).tag(mine, wanted);
        if (tag == null) {
            compareFields(path, our, their);
        } else {
            var mineByTag = Branches.byTag(ours, our, tag);
            var theirsByTag = Branches.byTag(theirs, their, tag);
            found.sameSet(path, "branch " + tag, mineByTag.keySet(), theirsByTag.keySet());
            mineByTag.forEach((name, branch) -> {
                List<ObjectNode> other = theirsByTag.get(name);
                if (other != null) {
                    compareFields(path + "." + name, branch, other);
                }
            });
        }
        underWay.remove(key);
    }

    private void compareFields(String path, List<ObjectNode> our, List<ObjectNode> their) {
        Fields mine = Fields.of(our);
        Fields wanted = Fields.of(their);
        wanted.byName().forEach((name, other) -> {
            Fields.Field my = mine.byName().get(name);
            if (my == null) {
                found.add(path + "." + name, "is missing");
                return;
            }
            if (my.required() != other.required() && !(direction == Direction.RESPONSE && my.required())) {
                found.add(path + "." + name, other.required() ? "is required in the contract" : "is optional in the contract");
            }
            compare(path + "." + name, my.schemas(), other.schemas());
        });
        mine.byName().keySet().stream().filter(name -> !wanted.byName().containsKey(name))
                .forEach(name -> found.add(path + "." + name, "is not in the contract"));
        compareMaps(path, mine, wanted);
    }

    private void compareMaps(String path, Fields mine, Fields wanted) {
        if (mine.values().isEmpty() != wanted.values().isEmpty()) {
            found.add(path + ".*", wanted.values().isEmpty() ? "the contract has no free keys" : "the contract has free keys");
        } else if (!mine.values().isEmpty()) {
            found.same(path, "bounds of the keys", mine.mapBounds(), wanted.mapBounds());
            compare(path + ".*", mine.values(), wanted.values());
        }
    }
}
