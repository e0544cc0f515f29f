package dev.perennial.api.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.core.settings.Settings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The real server on a port of its own, without a database, and a client for it. */
final class TestApi implements AutoCloseable {
    static final UUID OURS = UUID.fromString("11111111-1111-4111-8111-111111111111");
    static final UUID ALSO_OURS = UUID.fromString("22222222-2222-4222-8222-222222222222");
    static final UUID THEIRS = UUID.fromString("33333333-3333-4333-8333-333333333333");
    static final UUID CUSTOMER = UUID.fromString("44444444-4444-4444-8444-444444444444");
    static final UUID THING = UUID.fromString("55555555-5555-4555-8555-555555555555");
    static final String FRONTEND = "https://shop.example";
    static final String DASHBOARD = "https://dashboard.example:8443";

    private static final ObjectMapper JSON = new ObjectMapper();
    private final EmbeddedServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();

    TestApi() { this(Map.of()); }

    TestApi(Map<String, Object> properties) { this(properties, Map.of()); }

    TestApi(Map<String, Object> properties, Map<String, String> environment) {
        server = ApplicationContext.builder().singletons(settings(environment))
                .properties(Map.of("platform.test", true, "micronaut.server.port", -1)).properties(properties).run(EmbeddedServer.class);
    }

    private static Settings settings(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(
                Map.of("PERENNIAL_DATABASE_URL", "jdbc:postgresql://localhost/none", "PERENNIAL_DATABASE_USER", "nobody",
                        "PERENNIAL_TEMPORAL_ADDRESS", "localhost:1", "PERENNIAL_SECRET", "test", "PERENNIAL_STRIPE_API_KEY", "sk_test_1",
                        "PERENNIAL_STRIPE_WEBHOOK_SECRET", "whsec_1", "PERENNIAL_FRONTEND_URL", FRONTEND, "PERENNIAL_RATE_LIMITS", "false",
                        "PERENNIAL_SANDBOX", "true", "PERENNIAL_DASHBOARD_ORIGINS", DASHBOARD));
        variables.putAll(environment);
        return Settings.of(variables);
    }

    /** A request to be refined and sent. */
    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(server.getURL() + path)).timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder as(@Nullable String token, String path) {
        return token == null ? to(path) : to(path).header("Authorization", "Bearer " + token);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response, response.body());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    Answer get(@Nullable String token, String path) {
        return send(as(token, path).GET());
    }

    Answer post(@Nullable String token, String path, String json) {
        return send(as(token, path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer patch(String token, String path, String json) {
        return send(as(token, path).header("Content-Type", "application/json").method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
    }

    EmbeddedServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }

    /** What came back. */
    record Answer(int status, HttpResponse<String> response, String body) {
        @Nullable
        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        JsonNode json() {
            assertThat(header("content-type")).startsWith("application/json");
            try {
                return JSON.readTree(body);
            } catch (IOException malformed) {
                throw new IllegalStateException(body, malformed);
            }
        }

        /** The problems of a 422, each as {@code type at loc}. */
        List<String> problems() {
            assertThat(status).as(body).isEqualTo(422);
            List<String> lines = new ArrayList<>();
            json().get("detail").forEach(problem -> {
                assertThat(problem.fieldNames()).toIterable().startsWith("type", "loc", "msg", "input");
                lines.add(problem.get("type").asText() + " at " + problem.get("loc"));
            });
            return lines;
        }
    }
}
