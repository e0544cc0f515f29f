package dev.perennial.e2e.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The instructions of a Dockerfile. */
record Dockerfile(List<String> instructions) {
    static Dockerfile read(String path) {
        return new Dockerfile(Project.text(path).replace("\\\n", " ").lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList());
    }

    String image() { return only("FROM"); }

    int port() { return Integer.parseInt(only("EXPOSE")); }

    String user() { return only("USER"); }

    /** The command of the health check, word by word. */
    List<String> healthCheck() {
        String check = only("HEALTHCHECK");
        return words(check.substring(check.indexOf('[')));
    }

    List<String> entrypoint() { return words(only("ENTRYPOINT")); }

    /** Everything that is copied into the image, as it is called in the project. */
    List<String> sources() {
        List<String> sources = new ArrayList<>();
        all("COPY").forEach(copy -> {
            List<String> words = Arrays.asList(copy.split(" "));
            sources.addAll(words.subList(0, words.size() - 1));
        });
        return sources;
    }

    private String only(String instruction) {
        List<String> found = all(instruction);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " instructions " + instruction + " instead of one");
        }
        return found.getFirst();
    }

    private List<String> all(String instruction) {
        return instructions.stream().filter(line -> line.startsWith(instruction + " ")).map(line -> line.substring(instruction.length()).strip())
                .toList();
    }

    private static List<String> words(String json) {
        try {
            return List.of(new ObjectMapper().readValue(json, String[].class));
        } catch (JsonProcessingException notExec) {
            throw new AssertionError("a shell form, which signals do not reach: " + json, notExec);
        }
    }
}
