package dev.perennial.e2e.conformance.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The structural comparison of our OpenAPI document with the contract. */
public final class DocumentComparison {
    private DocumentComparison() {}

    /**
     * What a comparison found.
     *
     * @param differences those nobody has explained, and entries of the list that explain nothing; none means that the documents agree
     * @param explained those the list gives a reason for
     * @param implementedOperations ids of the contract's operations that our document has
     * @param missingOperations ids of the contract's operations that our document has not
     * @param total how many operations the contract has
     */
    public record Result(List<Difference> differences, List<Difference> explained, Set<String> implementedOperations,
            Set<String> missingOperations, int total) {
        /** How many operations of the contract our document has. */
        public int implemented() {
            return implementedOperations.size();
        }
    }

    /**
     * Compares the operations both documents have. Operations only ours has are skipped, those only the contract has are counted.
     *
     * @param ours our document
     * @param contract the published document
     * @param allowed the differences that are known, with their reasons
     */
    public static Result run(JsonNode ours, JsonNode contract, AllowList allowed) {
        Map<String, JsonNode> oursByRoute = operations(ours);
        Map<String, JsonNode> theirsByRoute = operations(contract);
        Differences found = new Differences();
        theirsByRoute.forEach((route, theirs) -> {
            JsonNode our = oursByRoute.get(route);
            if (our != null) {
                new OperationComparison(new Schemas(ours), new Schemas(contract), found).compare(route, our, theirs);
            }
        });
        AllowList.Judged judged = allowed.judge(found.all());
        return new Result(judged.unexplained(), judged.explained(), ids(theirsByRoute, oursByRoute, true), ids(theirsByRoute, oursByRoute, false),
                theirsByRoute.size());
    }

    private static Set<String> ids(Map<String, JsonNode> theirs, Map<String, JsonNode> ours, boolean implemented) {
        return theirs.entrySet().stream().filter(each -> ours.containsKey(each.getKey()) == implemented)
                .map(each -> each.getValue().path("operationId").asText()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The operations by method and path. */
    private static Map<String, JsonNode> operations(JsonNode document) {
        Map<String, JsonNode> operations = new TreeMap<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (operation.getValue().has("responses")) {
                    operations.put(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), operation.getValue());
                }
            }
        }
        return operations;
    }
}
