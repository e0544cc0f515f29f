package dev.perennial.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.e2e.clients.Clients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code ./perennial fuzz}: no input may end in an error of ours or in an answer that our document does not know. */
public final class Fuzz {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PORTAL = "^/v1/customer-portal/";

    private final String api;
    private final String organizationToken;
    private final Path out;
    private final Path home;
    private final Options options;

    /**
     * How much is sent.
     *
     * @param seed what the inputs are drawn from; the same seed draws the same
     * @param budget for the merchant's operations; the portal, which has fewer, gets a third on top
     * @param examples the most inputs for one operation in one round
     * @param phases what Schemathesis does, in its words
     */
    private record Options(long seed, Duration budget, int examples, String phases) {
        static Options of(List<String> arguments) {
            boolean brief = arguments.contains("--short");
            int at = arguments.indexOf("--seed");
            long seed = at >= 0 ? Long.parseLong(arguments.get(at + 1)) : brief ? 1 : Instant.now().getEpochSecond();
            return brief
                    ? new Options(seed, Duration.ofSeconds(60), 5, "coverage,fuzzing")
                    : new Options(seed, Duration.ofMinutes(20), 200, "examples,coverage,fuzzing,stateful");
        }
    }

    private Fuzz(Path home, Path stack, Path out, Options options) throws IOException {
        JsonNode where = MAPPER.readTree(stack.toFile());
        this.home = home;
        this.api = where.path("api").asText();
        this.organizationToken = where.path("organizationToken").asText();
        this.out = out;
        this.options = options;
    }

    /**
     * Ends with 0 when nothing was found, with 1 when something was, and with 2 when the machine lacks what it needs.
     *
     * @param arguments the stack's file, a folder for the reports, and {@code --short}, {@code --seed N}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> missing = Clients.missing().stream().filter(what -> what.startsWith("python3")).toList();
        if (!missing.isEmpty()) {
            missing.forEach(what -> System.err.println("fuzz: " + what));
            System.exit(2);
        }
        var fuzz = new Fuzz(Path.of(System.getProperty("perennial.home")), Path.of(arguments[0]), Path.of(arguments[1]),
                Options.of(List.of(arguments)));
        System.exit(fuzz.run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        Files.createDirectories(out);
        Path document = out.resolve("openapi.json");
        Files.writeString(document, sent("GET", "/openapi.json", null).body());
        Path schemathesis = new Clients(home).pythonPrograms().resolve("schemathesis");
        System.out.println("seed " + options.seed());
        boolean merchant = held(schemathesis, document, "merchant", organizationToken, options.budget(), List.of("--exclude-path-regex", PORTAL));
        boolean buyer = held(schemathesis, document, "portal", portalToken(), options.budget().dividedBy(3), List.of("--include-path-regex", PORTAL));
        return merchant && buyer;
    }

    private boolean held(Path schemathesis, Path document, String who, String token, Duration budget, List<String> which)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(schemathesis.toString(), "--config-file",
                home.resolve("e2e/fuzz/schemathesis.toml").toString(),
                "run", document.toString(), "--url", api, "--header", "Authorization: Bearer " + token,
                "--checks", "not_a_server_error,response_schema_conformance,content_type_conformance", "--phases", options.phases(), "--max-examples",
                Integer.toString(options.examples()), "--seed", Long.toString(options.seed()),
                "--max-time", Long.toString(budget.toSeconds()), "--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off",
                "--no-color", "--report", "ndjson", "--report-ndjson-path", out.resolve(who + ".ndjson").toString()));
        command.addAll(which);
        System.out.println("fuzzing as " + who + " for " + budget.toSeconds() + " s");
        Process process = new ProcessBuilder(command).directory(out.toFile()).inheritIO().start();
        try {
            // The budget ends the drawing of inputs; a failure that was found is then still made smaller.
            if (!process.waitFor(budget.multipliedBy(2).plus(PATIENCE).toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("the fuzzer did not end with its budget");
            }
            return process.exitValue() == 0;
        } finally {
            process.destroy();
        }
    }

    /** The session of a customer made for it. */
    private String portalToken() throws IOException, InterruptedException {
        String email = "fuzz+" + Instant.now().toEpochMilli() + "@example.com";
        String customer = MAPPER.readTree(sent("POST", "/v1/customers/", Map.of("email", email)).body()).path("id").asText();
        return MAPPER.readTree(sent("POST", "/v1/customer-sessions/", Map.of("customer_id", customer)).body()).path("token").asText();
    }

    private HttpResponse<String> sent(String method, String path, @Nullable Map<String, String> body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(api + path)).timeout(PATIENCE).header("Authorization", "Bearer " + organizationToken)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(MAPPER.writeValueAsString(body))).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IOException(method + " " + path + " was answered with " + answer.statusCode() + ": " + answer.body());
            }
            return answer;
        }
    }
}
