package dev.perennial.dev.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The merchant's webhook endpoint, on a free port of the loopback address: verifies signatures and keeps each event once. */
final class Receiver implements AutoCloseable {
    /**
     * A verified webhook.
     *
     * @param data the object the event is about
     */
    record Event(String type, JsonNode data) {
        boolean isAbout(String id) { return data.path("id").asText().equals(id); }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/webhooks";
    private static final int ACCEPTED = 202;
    private static final int FORBIDDEN = 403;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Set<String> seen = new HashSet<>();
    private final List<Event> events = new ArrayList<>();
    private int refused;
    private volatile @Nullable String secret;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(PATH, this::receive);
        server.start();
    }

    String url() { return "http://127.0.0.1:" + server.getAddress().getPort() + PATH; }

    /** @param secret the endpoint's, which the API gives when it is created */
    void verifyWith(String secret) { this.secret = secret; }

    synchronized List<Event> events() { return List.copyOf(events); }

    /** How many calls came with a signature that is not the endpoint's. */
    synchronized int refused() { return refused; }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(accept(exchange.getRequestHeaders(), body) ? ACCEPTED : FORBIDDEN, -1);
        }
    }

    private synchronized boolean accept(Headers headers, byte[] body) throws IOException {
        if (!isSigned(headers, body)) {
            refused++;
            return false;
        }
        if (seen.add(headers.getFirst("webhook-id"))) {
            JsonNode event = JSON.readTree(body);
            events.add(new Event(event.path("type").asText(), event.path("data")));
        }
        return true;
    }

    private boolean isSigned(Headers headers, byte[] body) {
        String key = secret;
        String id = headers.getFirst("webhook-id");
        String signatures = headers.getFirst("webhook-signature");
        if (key == null || id == null || signatures == null) {
            return false;
        }
        byte[] expected = ("v1," + sign(key, id + "." + headers.getFirst("webhook-timestamp") + ".", body)).getBytes(StandardCharsets.UTF_8);
        boolean signed = false;
        for (String signature : signatures.split(" ")) {
            signed |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        }
        return signed;
    }

    private static String sign(String secret, String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            mac.update(prefix.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
