package dev.perennial.worker.outbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGConnection;

/**
 * The lock that makes a worker the relay, held by a connection of its own: when the connection is gone, so is the lock, and another worker takes over. The
 * same connection hears of new work.
 */
final class Leadership implements AutoCloseable {
    /** Any number will do, as long as nobody else locks it: these letters are "perennia". */
    private static final long LOCK = 0x706572656e6e6961L;
    private static final int VALIDATION_SECONDS = 5;

    private final Connection connection;

    private Leadership(Connection connection) { this.connection = connection; }

    /** Becomes the leader, unless there is one. */
    static Optional<Leadership> acquire(String url, String user, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "perennial-relay");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        Connection connection = DriverManager.getConnection(url, properties);
        try {
            if (lock(connection)) {
                try (var listen = connection.createStatement()) {
                    listen.execute("listen outbox");
                }
                return Optional.of(new Leadership(connection));
            }
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
        connection.close();
        return Optional.empty();
    }

    /**
     * Waits for news.
     *
     * @return whether there is any; without any, the connection was found to be alive
     * @throws SQLException when the connection, and so the leadership, is lost
     */
    boolean awaitNews(Duration atMost) throws SQLException {
        var news = connection.unwrap(PGConnection.class).getNotifications((int) atMost.toMillis());
        if (news != null && news.length > 0) {
            return true;
        }
        if (!connection.isValid(VALIDATION_SECONDS)) {
            throw new SQLException("the relay's connection is gone");
        }
        return false;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK);
            try (var answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
