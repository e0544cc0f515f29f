package dev.perennial.dev.stripe;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One HTTP request and its answer, in the few moves the sandbox needs. */
final class Exchange {
    private final HttpExchange http;
    private final byte[] body;

    Exchange(HttpExchange http) throws IOException {
        this.http = http;
        this.body = http.getRequestBody().readAllBytes();
    }

    String method() { return http.getRequestMethod(); }

    String path() { return http.getRequestURI().getPath(); }

    String query() {
        URI uri = http.getRequestURI();
        return uri.getRawQuery() == null ? "" : uri.getRawQuery();
    }

    String body() { return new String(body, UTF_8); }

    byte[] bodyBytes() { return body; }

    @Nullable
    String header(String name) { return http.getRequestHeaders().getFirst(name); }

    void answerHeader(String name, String value) { http.getResponseHeaders().set(name, value); }

    void json(Answer answer) throws IOException { send(answer.status(), "application/json", Json.bytes(answer.body())); }

    /** Half of the answer, or somebody else's page in place of one: a 200 that says nothing. */
    void mangled(@Nullable Answer answer) throws IOException {
        if (answer == null) {
            html(200, "<!doctype html><title>Welcome</title><p>This page comes from a gateway.");
        } else {
            byte[] whole = Json.bytes(answer.body());
            send(200, "application/json", Arrays.copyOf(whole, whole.length / 2));
        }
    }

    void html(int status, String page) throws IOException { send(status, "text/html; charset=utf-8", page.getBytes(UTF_8)); }

    void redirect(String location) throws IOException {
        answerHeader("Location", location);
        send(303, "text/plain; charset=utf-8", new byte[0]);
    }

    private void send(int status, String type, byte[] content) throws IOException {
        answerHeader("Content-Type", type);
        http.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            http.getResponseBody().write(content);
        }
        http.close();
    }

    /** Ends the connection. Before an answer was sent the caller sees it break off. */
    void cut() { http.close(); }
}
