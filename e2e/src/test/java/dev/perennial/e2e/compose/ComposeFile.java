package dev.perennial.e2e.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml as Compose reads it for somebody who has set the required variables and nothing else. */
final class ComposeFile {
    static final String GIVEN = "given";
    /** {@code ${NAME:-default}} or {@code ${NAME:?message}}; no other form is used. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):([-?])([^}]*)}");

    private final String text;
    private final JsonNode root;

    private ComposeFile(String text) {
        this.text = text;
        this.root = new ObjectMapper().valueToTree(new Yaml().load(text));
    }

    static ComposeFile read() { return new ComposeFile(Project.text("docker-compose.yml")); }

    List<String> services() {
        List<String> names = new ArrayList<>();
        root.path("services").fieldNames().forEachRemaining(names::add);
        return names;
    }

    JsonNode service(String name) {
        JsonNode service = root.path("services").path(name);
        if (service.isMissingNode()) {
            throw new AssertionError("there is no service " + name);
        }
        return service;
    }

    /** The environment of a service's containers. */
    Map<String, String> environment(String service) {
        Map<String, String> environment = new LinkedHashMap<>();
        service(service).path("environment").properties().forEach(each -> environment.put(each.getKey(), resolved(each.getValue().asText())));
        return environment;
    }

    /** What a list of a service says, with its variables replaced. */
    List<String> list(String service, String key) {
        List<String> values = new ArrayList<>();
        service(service).path(key).forEach(value -> values.add(resolved(value.asText())));
        return values;
    }

    List<String> volumes() {
        List<String> names = new ArrayList<>();
        root.path("volumes").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Every variable the file asks the operator for. */
    NavigableSet<String> asked() { return names("-?"); }

    /** Those without which Compose refuses to start. */
    NavigableSet<String> demanded() { return names("?"); }

    /** Whether the containers get a value of the operator's own here, and not what the file says. */
    boolean isDemanded(String service, String variable) {
        return service(service).path("environment").path(variable).asText().contains(":?");
    }

    private NavigableSet<String> names(String kinds) {
        NavigableSet<String> names = new TreeSet<>();
        VARIABLE.matcher(text).results().filter(found -> kinds.contains(found.group(2))).map(found -> found.group(1)).forEach(names::add);
        return names;
    }

    private static String resolved(String value) {
        String resolved = VARIABLE.matcher(value).replaceAll(ComposeFile::replacement);
        if (resolved.contains("$")) {
            throw new AssertionError("a variable of a form that is not read here: " + value);
        }
        return resolved;
    }

    private static String replacement(MatchResult found) {
        return Matcher.quoteReplacement(found.group(2).equals("?") ? GIVEN : Objects.requireNonNull(found.group(3)));
    }
}
