package dev.perennial.dev.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A webhook endpoint that checks signatures with the official helper and can refuse for a while. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    final List<Event> events = new CopyOnWriteArrayList<>();
    final List<Long> arrivals = new CopyOnWriteArrayList<>();
    final AtomicInteger refusals = new AtomicInteger();
    final AtomicInteger forged = new AtomicInteger();
    volatile String secret = "whsec_configured";

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", http -> {
            try (http) {
                String body = new String(http.getRequestBody().readAllBytes(), UTF_8);
                http.sendResponseHeaders(accept(body, http.getRequestHeaders().getFirst("Stripe-Signature")), -1);
            }
        });
        server.start();
    }

    private int accept(String body, String signature) {
        try {
            Event event = Webhook.constructEvent(body, signature, secret);
            arrivals.add(System.nanoTime());
            if (refusals.getAndDecrement() > 0) {
                return 500;
            }
            events.add(event);
            return 200;
        } catch (SignatureVerificationException _) {
            forged.incrementAndGet();
            return 401;
        }
    }

    URI url() { return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook"); }

    List<String> types() { return events.stream().map(Event::getType).toList(); }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
