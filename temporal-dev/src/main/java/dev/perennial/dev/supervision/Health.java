package dev.perennial.dev.supervision;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** Asks an address whether who lives there is well. */
public final class Health {
    private static final int LIMIT_SECONDS = 2;
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(LIMIT_SECONDS))
            .build();

    private Health() {}

    /**
     * One question, answered within some two seconds: {@code http} wants a 200, {@code postgresql} a login, {@code tcp} an open port.
     *
     * @throws IllegalArgumentException for another kind of address
     */
    public static boolean answers(URI address) throws InterruptedException {
        return switch (address.getScheme()) {
            case "http" -> get(address);
            case "postgresql" -> login(address);
            case "tcp" -> connect(address);
            default -> throw new IllegalArgumentException("no way to ask " + address);
        };
    }

    private static boolean get(URI address) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(LIMIT_SECONDS)).build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false; // Not there, or not yet: both are the answer.
        }
    }

    private static boolean login(URI address) {
        String url = "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath() + "?user=" + address.getUserInfo()
                + "&loginTimeout=" + LIMIT_SECONDS + "&socketTimeout=" + LIMIT_SECONDS;
        try (var connection = DriverManager.getConnection(url)) {
            return connection.isValid(LIMIT_SECONDS);
        } catch (SQLException _) {
            return false; // Still recovering, or gone.
        }
    }

    private static boolean connect(URI address) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), LIMIT_SECONDS * 1000);
            return true;
        } catch (IOException _) {
            return false; // Nobody listens.
        }
    }
}
