package dev.perennial.api;

import dev.perennial.core.settings.InvalidSettings;
import dev.perennial.core.settings.Settings;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.Micronaut;
import java.util.Map;

/** Starts the public HTTP API. */
public final class Application {
    private static final int REFUSED = 2;
    // Clients give up after 5 s: an answer that says why must come before that.
    private static final int CONNECTION_PATIENCE_MILLIS = 3_000;

    private Application() {}

    /** Reads the settings of the installation and serves until the process is stopped; exits with 2 when the settings are no good. */
    public static void main(String[] arguments) {
        Settings settings;
        try {
            settings = Settings.of(System.getenv());
        } catch (InvalidSettings refused) {
            System.err.println(refused.getMessage());
            System.exit(REFUSED);
            return;
        }
        server(settings).propertySources(PropertySource.of("installation", http(settings)), PropertySource.of("database", database(settings)))
                .start();
    }

    /** A server that knows these settings, before any property is given to it. */
    static Micronaut server(Settings settings) {
        Micronaut server = Micronaut.build(new String[0]);
        server.banner(false).singletons(settings);
        return server;
    }

    /** Where the server listens: on one port for everybody, on another for the operator. */
    static Map<String, Object> http(Settings settings) {
        return Map.of("micronaut.server.host", "0.0.0.0", "micronaut.server.port", settings.apiPort(), "endpoints.all.port", settings.metricsPort());
    }

    /** The connection pool and the migrations that run before the first request. */
    static Map<String, Object> database(Settings settings) {
        return Map.of("datasources.default.url", settings.databaseUrl(), "datasources.default.username", settings.databaseUser(),
                "datasources.default.password", settings.databasePassword(), "datasources.default.driver-class-name", "org.postgresql.Driver",
                "datasources.default.maximum-pool-size", settings.databasePoolSize(), "datasources.default.dialect", "POSTGRES",
                "datasources.default.connection-timeout", CONNECTION_PATIENCE_MILLIS,
                "flyway.datasources.default.enabled", true, "flyway.datasources.default.locations", "classpath:db/migration");
    }
}
