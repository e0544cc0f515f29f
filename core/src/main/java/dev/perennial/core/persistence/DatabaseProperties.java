package dev.perennial.core.persistence;

import dev.perennial.core.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/** What the framework has to know of the database, so that every process of an installation connects alike. */
public final class DatabaseProperties {
    /** Clients give up after 5 s: an answer that says why must come before that. */
    private static final int REQUEST_PATIENCE_MILLIS = 3_000;

    private DatabaseProperties() {}

    /** The connection pool, and the migrations that run before it is used. */
    public static Map<String, Object> of(Settings settings) {
        return Map.of("datasources.default.url", settings.databaseUrl(), "datasources.default.username", settings.databaseUser(),
                "datasources.default.password", settings.databasePassword(), "datasources.default.driver-class-name", "org.postgresql.Driver",
                "datasources.default.maximum-pool-size", settings.databasePoolSize(), "datasources.default.dialect", "POSTGRES",
                // The few statements of a step come again and again on every connection: they are planned there at their second use, not at the fifth.
                "datasources.default.data-source-properties", Map.of("prepareThreshold", "2"),
                "flyway.datasources.default.enabled", true, "flyway.datasources.default.locations", "classpath:db/migration");
    }

    /** As {@link #of}, for a process whose callers wait for the answer: rather than outwaiting them for a connection it says soon that there is none. */
    public static Map<String, Object> forRequests(Settings settings) {
        Map<String, Object> properties = new HashMap<>(of(settings));
        properties.put("datasources.default.connection-timeout", REQUEST_PATIENCE_MILLIS);
        return properties;
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
