package dev.perennial.dev.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls a server that answers in JSON; whatever is not a success ends the story with what the server said. */
final class JsonHttp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FIRST_ERROR = 400;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private final String base;
    private final @Nullable String token;

    /** @param token sent as the bearer's, null for calls that anybody may make */
    JsonHttp(String base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    JsonNode get(String path) throws IOException, InterruptedException { return call("GET", path, null); }

    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException { return call("POST", path, body); }

    JsonNode patch(String path, Map<String, ?> body) throws IOException, InterruptedException { return call("PATCH", path, body); }

    JsonNode delete(String path) throws IOException, InterruptedException { return call("DELETE", path, null); }

    /** Sends a form, as Stripe's clients and browsers do. A redirect counts as success. */
    JsonNode form(String path, Map<String, String> fields) throws IOException, InterruptedException {
        String form = fields.entrySet().stream().map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path, "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)));
    }

    private JsonNode call(String method, String path, @Nullable Map<String, ?> body) throws IOException, InterruptedException {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        return send(request(path, "application/json").method(method, publisher));
    }

    private HttpRequest.Builder request(String path, String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).header("Content-Type", contentType);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= FIRST_ERROR) {
            throw new Refused(request, answer);
        }
        boolean json = answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        return json && !answer.body().isEmpty() ? JSON.readTree(answer.body()) : MissingNode.getInstance();
    }

    static String encoded(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8); }

    @Override
    public void close() { client.close(); }
}
