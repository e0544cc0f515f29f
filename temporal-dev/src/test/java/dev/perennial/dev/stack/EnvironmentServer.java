package dev.perennial.dev.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Stands in for the product: answers every request with its settings, one per line. */
final class EnvironmentServer {
    private EnvironmentServer() {}

    public static void main(String[] arguments) throws IOException {
        byte[] settings = System.getenv().entrySet().stream().filter(variable -> variable.getKey().startsWith("PERENNIAL_"))
                .map(variable -> variable.getKey() + "=" + variable.getValue()).sorted().reduce("", (all, next) -> all + next + "\n")
                .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, settings.length);
                exchange.getResponseBody().write(settings);
            }
        });
        server.start();
    }
}
