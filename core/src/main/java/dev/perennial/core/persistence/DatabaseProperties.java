package dev.perennial.core.persistence;

import dev.perennial.core.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/**
 * What the framework has to know of the database, so that every process of an installation connects alike.
 *
 * <p>No wait is without an end. What clients and steps ask for has to be over before they give up, which is after 5 s: a statement waits less for a lock than it may
 * take, may take less than the socket is read for, and a transaction that nobody goes on with is ended by the database. So a host that vanished, or a process
 * that stands still, holds its locks for seconds. Whatever takes longer is done in batches, each a statement of its own; only migrations have no limit but the one on
 * their locks, and connections of their own.
 */
public final class DatabaseProperties {
    /** Clients give up after 5 s: an answer that says why must come before that. */
    private static final int PATIENCE_MILLIS = 3_000;
    private static final int LOCK_MILLIS = 2_000;
    private static final int STATEMENT_MILLIS = 3_500;
    private static final int IDLE_IN_TRANSACTION_MILLIS = 4_000;
    /** Longer than any statement may take, so that the database's own answer comes first where there is one. */
    private static final int SOCKET_SECONDS = 4;
    private static final int CONNECT_SECONDS = 2;
    /** A migration that waits for a lock makes everybody wait behind it. */
    private static final int MIGRATION_LOCK_MILLIS = 10_000;

    private DatabaseProperties() {}

    /** The connection pool, and the migrations that run before it is used. */
    public static Map<String, Object> of(Settings settings) {
        Map<String, Object> properties = new HashMap<>(Map.of("datasources.default.url", settings.databaseUrl(), "datasources.default.username",
                settings.databaseUser(), "datasources.default.password", settings.databasePassword(), "datasources.default.driver-class-name",
                "org.postgresql.Driver", "datasources.default.maximum-pool-size", settings.databasePoolSize(), "datasources.default.dialect",
                "POSTGRES",
                "datasources.default.connection-timeout", PATIENCE_MILLIS, "datasources.default.data-source-properties", driver()));
        properties.putAll(Map.of("flyway.datasources.default.enabled", true, "flyway.datasources.default.locations", "classpath:db/migration",
                "flyway.datasources.default.url", forMigrations(settings.databaseUrl()), "flyway.datasources.default.user", settings.databaseUser(),
                "flyway.datasources.default.password", settings.databasePassword()));
        return properties;
    }

    private static Map<String, String> driver() {
        // The few statements of a step come again and again on every connection: they are planned there at their second use, not at the fifth.
        return Map.of("prepareThreshold", "2", "options",
                "-c lock_timeout=" + LOCK_MILLIS + " -c statement_timeout=" + STATEMENT_MILLIS + " -c idle_in_transaction_session_timeout="
                        + IDLE_IN_TRANSACTION_MILLIS,
                "socketTimeout", String.valueOf(SOCKET_SECONDS), "connectTimeout", String.valueOf(CONNECT_SECONDS), "tcpKeepAlive", "true");
    }

    private static String forMigrations(String url) {
        return url + (url.contains("?") ? "&" : "?") + "tcpKeepAlive=true&options=-c%20lock_timeout=" + MIGRATION_LOCK_MILLIS;
    }

    /**
     * As {@link #of}, for a process that looks rows up by their keys and takes what is due in small batches: one plan of a statement fits all its arguments,
     * so none is made again for some of them. Set for every process, this saved a fifth of what a checkout cost the database.
     */
    public static Map<String, Object> forSteps(Settings settings) {
        Map<String, Object> properties = new HashMap<>(of(settings));
        properties.put("datasources.default.connection-init-sql", "set plan_cache_mode = force_generic_plan");
        return properties;
    }
}
