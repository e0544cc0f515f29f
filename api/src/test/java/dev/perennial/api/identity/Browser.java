package dev.perennial.api.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.core.persistence.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps cookies, sends forms, and follows no redirection by itself. */
public final class Browser {
    private static final Pattern INPUT = Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String server;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    Browser(String server) { this.server = server; }

    /** Sends a header with every request; null takes it back. */
    public Browser with(String name, @Nullable String value) {
        headers.remove(name);
        if (value != null) {
            headers.put(name, value);
        }
        return this;
    }

    /** The token in the cookie of the session. */
    public String sessionToken() { return requireNonNull(cookie("polar_session")); }

    /** Sends a token with every request. */
    public Browser as(String token) {
        return with("Authorization", "Bearer " + token);
    }

    @Nullable
    String cookie(String name) { return cookies.get(name); }

    public Answer get(String path) { return send("GET", path, null, null); }

    public Answer postJson(String path, String json) { return send("POST", path, "application/json", json); }

    public Answer sendJson(String method, String path, String json) { return send(method, path, "application/json", json); }

    public Answer delete(String path) { return send("DELETE", path, null, null); }

    /** Sends fields as a form: names and values in turn. */
    public Answer postForm(String path, String... fields) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            pairs.add(encode(fields[i]) + "=" + encode(fields[i + 1]));
        }
        return send("POST", path, "application/x-www-form-urlencoded", String.join("&", pairs));
    }

    /** Sends a form of a page with its hidden fields and some more. */
    public Answer submit(Answer page, String path, String... more) {
        List<String> fields = new ArrayList<>(page.hidden());
        fields.addAll(List.of(more));
        return postForm(path, fields.toArray(String[]::new));
    }

    public Answer send(String method, String path, @Nullable String type, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : server + path))
                .timeout(Duration.ofSeconds(30)).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (!cookies.isEmpty()) {
            request.header("Cookie",
                    cookies.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("set-cookie").forEach(this::keep);
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void keep(String cookie) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty()) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    static String encode(String text) { return URLEncoder.encode(text, UTF_8); }

    /** What came back. */
    public record Answer(int status, String body, HttpResponse<String> response) {
        /** Insists on a status. */
        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", got " + status + ": " + body);
            }
            return this;
        }

        public JsonNode json() {
            try {
                return requireNonNull(Json.mapper().readTree(body));
            } catch (IOException malformed) {
                throw new AssertionError(body, malformed);
            }
        }

        @Nullable
        public String header(String name) { return response.headers().firstValue(name).orElse(null); }

        /** The status and the error's name, such as {@code 400 invalid_grant}; of a 422 also where it points. */
        public String refusal() {
            JsonNode json = json();
            String where = json.path("detail").isArray() ? " " + json.at("/detail/0/type").asText() + " " + json.at("/detail/0/loc") : "";
            return status + " " + json.path("error").asText() + where;
        }

        /** Where a redirection leads. */
        public String location() { return requireNonNull(header("location"), body); }

        /** A parameter of the address a redirection leads to. */
        public @Nullable String returned(String name) {
            for (String pair : requireNonNull(URI.create(location()).getRawQuery()).split("&")) {
                if (pair.startsWith(name + "=")) {
                    return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
                }
            }
            return null;
        }

        /** The hidden fields of a page's form: names and values in turn. */
        public List<String> hidden() {
            List<String> fields = new ArrayList<>();
            Matcher input = INPUT.matcher(body);
            while (input.find()) {
                fields.add(input.group(1));
                fields.add(input.group(2).replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'").replace("&amp;",
                        "&"));
            }
            return fields;
        }
    }
}
