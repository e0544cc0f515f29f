package dev.perennial.dev.stack;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.perennial.dev.supervision.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code stack.json}, there while the stack is ready: where everything is and which process it is.
 *
 * @param temporalAddress host and port of the gRPC frontend
 * @param temporalUi null where the service has no web interface
 * @param databaseUrl a URL for {@code psql} and other clients
 * @param organizationToken a token of the organization with all scopes
 * @param userToken a personal token of the organization's owner
 * @param processes by name; external services are not among them
 */
public record StackFile(String api, String temporalAddress, @Nullable String temporalUi, String stripeSandbox, String inbox, String databaseUrl,
        @Nullable String organizationId, @Nullable String organizationSlug, @Nullable String organizationToken, @Nullable String userToken,
        Map<String, RunningProcess> processes) {
    private static final String NAME = "stack.json";

    /**
     * One process of the stack.
     *
     * @param health URL that answers when the process is well: {@code http}, {@code postgresql} or {@code tcp}
     */
    public record RunningProcess(long pid, String health) {}

    StackFile with(Seed seed) {
        return new StackFile(api, temporalAddress, temporalUi, stripeSandbox, inbox, databaseUrl, seed.organizationId(), seed.organizationSlug(),
                seed.organizationToken(), seed.userToken(), processes);
    }

    StackFile with(Map<String, RunningProcess> running) {
        return new StackFile(api, temporalAddress, temporalUi, stripeSandbox, inbox, databaseUrl, organizationId, organizationSlug, organizationToken,
                userToken, running);
    }

    /**
     * The stack of this data folder, empty when none is ready.
     *
     * @throws IOException when the file is damaged
     */
    public static Optional<StackFile> in(Path data) throws IOException {
        return DataFile.read(data.resolve(NAME), new TypeReference<StackFile>() {});
    }

    void write(Path data) throws IOException {
        DataFile.write(data.resolve(NAME), this);
    }

    static void remove(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(NAME));
    }

    /** The short table that tells a person where to go. */
    String table() {
        var table = new StringBuilder("\n");
        line(table, "API", api);
        line(table, "Temporal UI", temporalUi);
        line(table, "Inbox", inbox);
        line(table, "Stripe sandbox", stripeSandbox);
        line(table, "PostgreSQL", databaseUrl);
        line(table, "Organization", organizationSlug);
        line(table, "Its token", organizationToken);
        line(table, "Owner's token", userToken);
        if (organizationToken != null) {
            table.append("\n  curl -H 'Authorization: Bearer ").append(organizationToken).append("' ").append(api).append("/v1/products/\n");
        }
        return table.toString();
    }

    private static void line(StringBuilder table, String title, @Nullable String value) {
        if (value != null) {
            table.append(String.format("  %-16s %s%n", title, value));
        }
    }
}
