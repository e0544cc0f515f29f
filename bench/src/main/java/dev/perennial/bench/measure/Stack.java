package dev.perennial.bench.measure;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.core.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the measured stack is: its {@code stack.json}.
 *
 * @param databaseUrl a URL for clients, {@code postgresql://user:password@host:port/name}
 * @param organizationToken a token of the first organization with all scopes
 * @param processes by name; services given by address are not among them
 */
public record Stack(String api, String temporalAddress, String stripeSandbox, String databaseUrl, String organizationToken,
        Map<String, RunningProcess> processes) {

    /** One process of the stack. */
    public record RunningProcess(long pid) {}

    /** @throws IOException when the file is not there, because no stack is running, or not readable */
    public static Stack read(Path file) throws IOException {
        var mapper = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        return mapper.readValue(Files.readAllBytes(file), Stack.class);
    }

    /** The processes in the order in which they are reported. */
    Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        processes.forEach((name, process) -> pids.put(name, process.pid()));
        pids.put("bench", ProcessHandle.current().pid());
        return pids;
    }

    /** Enough of the installation's settings to reach its rows; tokens and money are none of our business. */
    Settings settings() {
        URI url = URI.create(databaseUrl);
        return Settings.of(Map.of("PERENNIAL_DATABASE_URL", "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(),
                "PERENNIAL_DATABASE_USER", userInfo(url, 0), "PERENNIAL_DATABASE_PASSWORD", userInfo(url, 1), "PERENNIAL_DATABASE_POOL_SIZE", "8",
                "PERENNIAL_TEMPORAL_ADDRESS", temporalAddress, "PERENNIAL_SECRET", "unused", "PERENNIAL_STRIPE_API_KEY", "unused",
                "PERENNIAL_STRIPE_WEBHOOK_SECRET", "unused"));
    }

    private static String userInfo(URI url, int part) {
        @Nullable
        String info = url.getUserInfo();
        String[] parts = info == null ? new String[0] : info.split(":", 2);
        return part < parts.length ? parts[part] : "";
    }
}
