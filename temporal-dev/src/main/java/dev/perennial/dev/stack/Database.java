package dev.perennial.dev.stack;

import dev.perennial.dev.supervision.StartFailed;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A PostgreSQL database as clients of both kinds name it.
 *
 * @param url {@code postgresql://user:password@host:port/name}
 * @param jdbcUrl the same without user and password
 */
public record Database(String url, String jdbcUrl, String user, String password) {
    private static final int USUAL_PORT = 5432;

    /**
     * Takes the URL apart.
     *
     * @throws StartFailed when it does not name a PostgreSQL database and a user
     */
    public static Database of(String url) throws StartFailed {
        if (!url.matches("postgres(ql)?://[^@/]+@[^/]+/.+")) {
            throw new StartFailed("DATABASE_URL must look like postgresql://user:password@host:port/name");
        }
        URI address = URI.create(url);
        String[] login = address.getRawUserInfo().split(":", 2);
        int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return new Database(url, "jdbc:postgresql://" + address.getHost() + ":" + port + address.getRawPath() + query, decoded(login[0]),
                login.length > 1 ? decoded(login[1]) : "");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
