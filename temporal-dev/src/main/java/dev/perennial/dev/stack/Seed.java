package dev.perennial.dev.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.dev.supervision.DataFile;
import dev.perennial.dev.supervision.PartLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The organization that the stack starts with, and the tokens to use it; made once and kept in {@code seed.json}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Seed(@JsonProperty("organization_id") String organizationId, @JsonProperty("organization_slug") String organizationSlug,
        @JsonProperty("organization_token") String organizationToken, @JsonProperty("user_token") String userToken) {
    private static final String NAME = "seed.json";
    private static final List<String> ARGUMENTS = List.of("--organization-slug", "acme", "--organization-name", "Acme", "--owner-email",
            "owner@example.com");
    private static final int LIMIT_SECONDS = 60;

    static Optional<Seed> in(Path data) throws IOException {
        return DataFile.read(data.resolve(NAME), new TypeReference<Seed>() {});
    }

    /**
     * Runs the product's own set-up program unless that has been done in this data folder.
     *
     * @param bootstrap its command, to which the arguments are appended
     * @throws IOException when it fails, with what it said
     */
    static void plant(Path data, List<String> bootstrap, Map<String, String> environment) throws IOException, InterruptedException {
        if (in(data).isPresent()) {
            return;
        }
        var command = new ProcessBuilder(bootstrap);
        command.command().addAll(ARGUMENTS);
        command.environment().keySet().removeIf(variable -> variable.startsWith(ApplicationPart.SETTINGS));
        command.environment().putAll(environment);
        var log = new PartLog(data, "seed");
        Process process = command.redirectError(log.nextRun()).start();
        String output;
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            output = reader.readAllAsString();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("the first organization was not created; " + log.end());
            }
        } finally {
            process.destroyForcibly();
        }
        String line = output.lines().filter(each -> each.startsWith("{")).reduce((_, last) -> last)
                .orElseThrow(() -> new IOException("the first organization was created without a word about its tokens; " + log.end()));
        DataFile.write(data.resolve(NAME), new ObjectMapper().readValue(line, Seed.class));
    }
}
