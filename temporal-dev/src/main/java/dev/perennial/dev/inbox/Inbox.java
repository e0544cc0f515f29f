package dev.perennial.dev.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The running inbox: an SMTP port that takes mail, and an HTTP port that shows it. Both listen on the loopback address. */
public final class Inbox implements AutoCloseable {
    private static final int SHOWN = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Mailbox mailbox;
    private final SmtpServer smtp;
    private final HttpServer http;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Starts both servers.
     *
     * @param data folder of the messages
     * @throws IOException when the folder cannot be written or a port is taken
     */
    public Inbox(int smtpPort, int httpPort, Path data) throws IOException {
        mailbox = new Mailbox(data);
        smtp = new SmtpServer(smtpPort, mailbox);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort), 0);
        http.setExecutor(requests);
        http.createContext("/", this::answer);
        http.start();
    }

    /** The SMTP port, of use when it was asked for as 0. */
    public int smtpPort() {
        return smtp.port();
    }

    /** Where the web view is. */
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
        smtp.close();
        http.stop(0);
        requests.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod() + " " + path.replaceFirst("^(/api)?/messages/[^/]+", "$1/messages/:id")) {
                case "GET /healthz" -> send(exchange, 200, "application/json", "{\"status\":\"UP\"}");
                case "GET /" -> send(exchange, 200, "text/html", InboxPages.list(mailbox.find(Optional.empty(), SHOWN)));
                case "GET /messages/:id" -> one(exchange, path.substring("/messages/".length()), false);
                case "GET /messages/:id/raw" -> raw(exchange, path.substring("/messages/".length(), path.length() - "/raw".length()));
                case "GET /api/messages" -> json(exchange, mailbox.find(Optional.ofNullable(query(exchange).get("to")), limit(exchange)));
                case "GET /api/messages/:id" -> one(exchange, path.substring("/api/messages/".length()), true);
                case "DELETE /api/messages" -> {
                    mailbox.deleteAll();
                    exchange.sendResponseHeaders(204, -1);
                }
                case "POST /delete" -> {
                    mailbox.deleteAll();
                    exchange.getResponseHeaders().set("Location", "/");
                    exchange.sendResponseHeaders(303, -1);
                }
                default -> send(exchange, 404, "text/plain", "There is nothing here.\n");
            }
        }
    }

    private void one(HttpExchange exchange, String id, boolean asJson) throws IOException {
        Optional<Message> message = mailbox.find(id);
        if (message.isEmpty()) {
            send(exchange, 404, "text/plain", "There is no such message.\n");
        } else if (asJson) {
            json(exchange, message.get());
        } else {
            send(exchange, 200, "text/html", InboxPages.message(message.get()));
        }
    }

    private void raw(HttpExchange exchange, String id) throws IOException {
        if (mailbox.find(id).isPresent()) {
            send(exchange, 200, "text/plain", Files.readString(mailbox.file(id), StandardCharsets.ISO_8859_1));
        } else {
            send(exchange, 404, "text/plain", "There is no such message.\n");
        }
    }

    private static void json(HttpExchange exchange, Object content) throws IOException {
        send(exchange, 200, "application/json", JSON.writeValueAsString(content));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static int limit(HttpExchange exchange) {
        String asked = query(exchange).getOrDefault("limit", "");
        return asked.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(asked) : SHOWN;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        Map<String, String> values = new HashMap<>();
        for (String pair : query == null ? List.<String>of() : List.of(query.split("&"))) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
