package dev.perennial.core.persistence;

import dev.perennial.core.settings.Settings;
import java.util.Map;

/** What the framework has to know of the database, so that every process of an installation connects alike. */
public final class DatabaseProperties {
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
}
