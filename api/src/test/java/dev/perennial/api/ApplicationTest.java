package dev.perennial.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as an operator runs it. */
class ApplicationTest {
    private static final Pattern RUNNING = Pattern.compile("Server Running: http:[^\"]*?:([0-9]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;
    private @Nullable Process process;

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("the process ends when it is told to").isTrue();
        }
    }

    @Test
    void refusesToStartWithoutItsSettings() throws Exception {
        Process refused = start(Map.of("PERENNIAL_API_PORT", "eighty", "PERENNIAL_TYPO", "1"));
        assertThat(refused.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(refused.exitValue()).isEqualTo(2);
        assertThat(output()).contains("PERENNIAL_DATABASE_URL is missing", "PERENNIAL_API_PORT must be a whole number", "PERENNIAL_TYPO is unknown");
    }

    @Test
    void servesWithADatabaseAndSaysWhenItIsGone() throws Exception {
        String health;
        try (EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
            Map<String, String> environment = new HashMap<>(Map.of("PERENNIAL_DATABASE_URL", database.getJdbcUrl("postgres", "postgres"),
                    "PERENNIAL_DATABASE_USER", "postgres", "PERENNIAL_TEMPORAL_ADDRESS", "localhost:1", "PERENNIAL_SECRET", "secret of a test",
                    "PERENNIAL_STRIPE_API_KEY", "sk_test_1", "PERENNIAL_STRIPE_WEBHOOK_SECRET", "whsec_1", "PERENNIAL_API_PORT", "0"));
            environment.put("PERENNIAL_METRICS_PORT", Integer.toString(freePort()));
            // The stored tokens belong to another package: this test brings its own.
            environment.put("PLATFORM_TEST", "true");
            start(environment);
            health = "http://localhost:" + port() + "/healthz";
            assertThat(get(health)).isEqualTo("200 {\"status\":\"ok\"}");
        }
        assertThat(get(health)).isEqualTo("503 {\"detail\":\"The database does not answer.\"}");
        assertThat(output()).doesNotContain("secret of a test", "sk_test_1");
    }

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Application.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("PERENNIAL_"));
        builder.environment().putAll(environment);
        Process started = builder.redirectErrorStream(true).redirectOutput(directory.resolve("output").toFile()).start();
        process = started;
        return started;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String port() {
        return await().atMost(PATIENCE).until(() -> {
            Matcher running = RUNNING.matcher(output());
            return running.find() ? running.group(1) : "";
        }, port -> !port.isEmpty());
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output"), UTF_8).replace("\\/", "/");
    }

    private static String get(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var response = client.send(HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }
}
