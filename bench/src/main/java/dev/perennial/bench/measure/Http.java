package dev.perennial.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls that must succeed, of one server under one token. */
public final class Http {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int FIRST_FAILURE = 300;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final String base;
    private final String token;

    /** An answer other than success. */
    public static final class Refused extends IllegalStateException {
        private final int status;

        Refused(HttpRequest request, int status, String body) {
            super(request.method() + " " + request.uri() + " answers " + status + ": " + body);
            this.status = status;
        }

        public int status() { return status; }
    }

    /** @param base URL without a trailing slash */
    public Http(String base, String token) {
        this.base = base;
        this.token = token;
    }

    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    public JsonNode postJson(String path, Map<String, Object> body) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(mapper.valueToTree(body).toString())));
    }

    public JsonNode postForm(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream().map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= FIRST_FAILURE) {
                throw new Refused(request, response.statusCode(), response.body());
            }
            return mapper.readTree(response.body());
        } catch (IOException failed) {
            throw new IllegalStateException(request.method() + " " + request.uri() + " failed: " + failed, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(request.method() + " " + request.uri() + " was interrupted", stopped);
        }
    }

    private static String encoded(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8); }
}
