package dev.perennial.e2e.crash;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A merchant's receiver of webhooks, which remembers the ids of what it got. */
final class Receiver implements AutoCloseable {
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            received.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    String url() { return "http://127.0.0.1:" + server.getAddress().getPort() + "/"; }

    Set<String> received() { return Set.copyOf(received); }

    /** Each call's event, also where one came twice. */
    List<String> calls() { return List.copyOf(received); }

    @Override
    public void close() { server.stop(0); }
}
