package dev.perennial.dev.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The PostgreSQL server of a test JVM: started with the first use, gone with the JVM. It never waits for the disk, so
 * neither crash tests nor measurements may use it.
 */
public final class LocalPostgres {
    /** The user of every database; there is no password. */
    public static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private LocalPostgres(EmbeddedPostgres server) { this.server = server; }

    /**
     * The server of this JVM, the same one at each call.
     *
     * @throws UncheckedIOException when PostgreSQL cannot be unpacked or does not start
     */
    public static LocalPostgres temporary() { return Holder.INSTANCE; }

    /**
     * Creates an empty database; one per test class keeps the classes apart.
     *
     * @return its JDBC URL, which names the user, too
     */
    public String createDatabase() {
        String name = "test_" + databases.incrementAndGet();
        try (var connection = DriverManager.getConnection(url("postgres")); var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException failed) {
            throw new IllegalStateException("database " + name + " was not created", failed);
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database + "?user=" + USER;
    }

    private static final class Holder {
        static final LocalPostgres INSTANCE = start();

        private static LocalPostgres start() {
            try {
                return new LocalPostgres(EmbeddedPostgres.builder().setServerConfig("shared_buffers", "64MB").start());
            } catch (IOException failed) {
                throw new UncheckedIOException("the test database server did not start", failed);
            }
        }
    }
}
