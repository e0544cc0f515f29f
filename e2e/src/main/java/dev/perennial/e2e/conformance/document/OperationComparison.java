package dev.perennial.e2e.conformance.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.e2e.conformance.document.SchemaComparison.Direction;
import dev.perennial.e2e.conformance.document.Schemas.Alternatives;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One operation in both documents: parameters, body, answers, who may call it. */
final class OperationComparison {
    private final Schemas ours;
    private final Schemas theirs;
    private final Differences found;

    OperationComparison(Schemas ours, Schemas theirs, Differences found) {
        this.ours = ours;
        this.theirs = theirs;
        this.found = found;
    }

    void compare(String route, JsonNode our, JsonNode their) {
        found.same(route, "operationId", our.path("operationId").asText(), their.path("operationId").asText());
        found.sameSet(route + " security", "credentials", security(our), security(their));
        if (their.has("x-polar-allowed-subjects")) {
            found.sameSet(route + " subjects", "the set", texts(our.path("x-polar-allowed-subjects")), texts(their.path("x-polar-allowed-subjects")));
        }
        compareParameters(route, our, their);
        compareBodies(route, our.path("requestBody"), their.path("requestBody"));
        compareAnswers(route, our.path("responses"), their.path("responses"));
    }

    private void compareParameters(String route, JsonNode our, JsonNode their) {
        Map<String, JsonNode> mine = parameters(ours, our);
        Map<String, JsonNode> wanted = parameters(theirs, their);
        wanted.forEach((name, parameter) -> {
            String path = route + " " + name;
            JsonNode my = mine.get(name);
            if (my == null) {
                found.add(path, "is missing");
                return;
            }
            found.same(path, "required", my.path("required").asBoolean(), parameter.path("required").asBoolean());
            found.same(path, "style", my.path("style").asText(), parameter.path("style").asText());
            new SchemaComparison(ours, theirs, found, Direction.REQUEST).compare(path, onTheWire(ours, my), onTheWire(theirs, parameter));
        });
        mine.keySet().stream().filter(name -> !wanted.containsKey(name)).forEach(name -> found.add(route + " " + name, "is not in the contract"));
    }

    private static Map<String, JsonNode> parameters(Schemas schemas, JsonNode operation) {
        Map<String, JsonNode> parameters = new TreeMap<>();
        operation.path("parameters").forEach(each -> {
            JsonNode parameter = schemas.resolve(each);
            parameters.put(parameter.path("in").asText() + "." + parameter.path("name").asText(), parameter);
        });
        return parameters;
    }

    /** A parameter that is null is one that is not sent, and a list of one is written like its only value. */
    private static Alternatives onTheWire(Schemas schemas, JsonNode parameter) {
        Alternatives all = schemas.alternatives(List.of(parameter.path("schema")));
        List<ObjectNode> lists = all.ofType("array");
        return new Alternatives(lists.isEmpty() ? all.simple() : lists, false, all.tags());
    }

    private void compareBodies(String route, JsonNode our, JsonNode their) {
        String path = route + " request.body";
        if (our.isMissingNode() || their.isMissingNode()) {
            found.same(path, "whether there is one", !our.isMissingNode(), !their.isMissingNode());
            return;
        }
        found.same(path, "required", our.path("required").asBoolean(), their.path("required").asBoolean());
        compareContent(path, our, their, Direction.REQUEST);
    }

    private void compareAnswers(String route, JsonNode our, JsonNode their) {
        names(their).stream().filter(status -> !our.has(status)).forEach(status -> found.add(route + " response." + status, "is missing"));
        names(our).stream().filter(status -> !their.has(status))
                .forEach(status -> found.add(route + " response." + status, "is not in the contract"));
        for (Map.Entry<String, JsonNode> answer : their.properties()) {
            if (our.has(answer.getKey())) {
                compareContent(route + " response." + answer.getKey(), our.get(answer.getKey()), answer.getValue(), Direction.RESPONSE);
            }
        }
    }

    private void compareContent(String path, JsonNode our, JsonNode their, Direction direction) {
        JsonNode mine = our.path("content");
        JsonNode wanted = their.path("content");
        found.sameSet(path, "content", names(mine), names(wanted));
        for (Map.Entry<String, JsonNode> content : wanted.properties()) {
            if (mine.has(content.getKey())) {
                new SchemaComparison(ours, theirs, found, direction).compare(path, List.of(mine.get(content.getKey()).path("schema")),
                        List.of(content.getValue().path("schema")));
            }
        }
    }

    /** Each credential with each scope it needs. */
    private static Set<String> security(JsonNode operation) {
        Set<String> all = new TreeSet<>();
        operation.path("security").forEach(requirement -> requirement.properties().forEach(scheme -> {
            List<String> scopes = new ArrayList<>(texts(scheme.getValue()));
            all.add(scheme.getKey() + scopes);
        }));
        return all;
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
