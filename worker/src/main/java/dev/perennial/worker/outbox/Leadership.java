package dev.perennial.worker.outbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * The lease that makes a worker the relay: a row that says who leads, in which term of office and until when by the database's clock. A leader that vanishes or
 * stands still does not renew it, and another worker takes over when it has ended. The same connection hears of new work.
 */
final class Leadership implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration RENEWED_EVERY = Duration.ofSeconds(1);
    /** By as much this worker believes its lease to end before it does. */
    private static final Duration MARGIN = Duration.ofMillis(500);
    /** The statements here touch one row; together with a pause between two renewals they take less than the lease. */
    private static final String OPTIONS = "-c statement_timeout=1500 -c lock_timeout=1000";
    private static final String SOCKET_SECONDS = "2";

    private final Connection connection;
    private final UUID holder;
    private final long epoch;
    private final Term term;
    private long renewedAt;

    private Leadership(Connection connection, UUID holder, long epoch, Term term, long askedAt) {
        this.connection = connection;
        this.holder = holder;
        this.epoch = epoch;
        this.term = term;
        renewed(askedAt);
    }

    /**
     * Becomes the leader, unless there is one.
     *
     * @param holder the worker's name, under which it may lead again before its own lease has ended
     * @param term what is told how long it leads
     */
    static Optional<Leadership> acquire(String url, String user, String password, UUID holder, Term term) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "perennial-relay");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", SOCKET_SECONDS);
        properties.setProperty("socketTimeout", SOCKET_SECONDS);
        properties.setProperty("options", OPTIONS);
        Connection connection = DriverManager.getConnection(url, properties);
        try {
            long askedAt = System.nanoTime();
            Optional<Long> epoch = begin(connection, holder);
            if (epoch.isPresent()) {
                try (var listen = connection.createStatement()) {
                    listen.execute("listen outbox");
                }
                return Optional.of(new Leadership(connection, holder, epoch.get(), term, askedAt));
            }
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
        connection.close();
        return Optional.empty();
    }

    private static Optional<Long> begin(Connection connection, UUID holder) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update relay_lease set epoch = epoch + 1, holder = ?, ends_at = clock_timestamp() + ? * interval '1 millisecond'
                where ends_at <= clock_timestamp() or ends_at > clock_timestamp() + ? * interval '1 millisecond' or holder = ? returning epoch""")) {
            statement.setObject(1, holder);
            statement.setLong(2, LEASE.toMillis());
            statement.setLong(3, LEASE.toMillis()); // One that ends later was given by a clock that has been set back.
            statement.setObject(4, holder);
            try (var answer = statement.executeQuery()) {
                return answer.next() ? Optional.of(answer.getLong(1)) : Optional.empty();
            }
        }
    }

    /**
     * Waits for news, and renews the lease when it is time.
     *
     * @return whether there is any
     * @throws SQLException when the connection is lost, or the leadership
     */
    boolean awaitNews(Duration atMost) throws SQLException {
        var news = connection.unwrap(PGConnection.class).getNotifications((int) atMost.toMillis());
        renewInTime(RENEWED_EVERY);
        return news != null && news.length > 0;
    }

    /**
     * Renews the lease unless it was renewed lately.
     *
     * @throws SQLException when another worker has taken over, or nobody can tell
     */
    void renewInTime(Duration every) throws SQLException {
        long now = System.nanoTime();
        if (now - renewedAt >= every.toNanos()) {
            renew(now);
        }
    }

    private void renew(long askedAt) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update relay_lease set ends_at = clock_timestamp() + ? * interval '1 millisecond' where epoch = ? and holder = ?")) {
            statement.setLong(1, LEASE.toMillis());
            statement.setLong(2, epoch);
            statement.setObject(3, holder);
            if (statement.executeUpdate() != 1) {
                throw new SQLException("another worker has become the relay");
            }
        }
        renewed(askedAt);
    }

    private void renewed(long askedAt) {
        renewedAt = askedAt;
        term.holdsUntil(askedAt + LEASE.minus(MARGIN).toNanos());
    }

    /** Gives the lease back, so that nobody has to wait for its end. */
    @Override
    public void close() throws SQLException {
        term.end();
        if (connection.isClosed()) {
            return;
        }
        try (connection; var statement = connection.prepareStatement("update relay_lease set ends_at = '-infinity' where epoch = ? and holder = ?")) {
            statement.setLong(1, epoch);
            statement.setObject(2, holder);
            statement.executeUpdate();
        }
    }
}
