package dev.perennial.api;

import dev.perennial.core.persistence.DatabaseProperties;
import dev.perennial.core.settings.InvalidSettings;
import dev.perennial.core.settings.Settings;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.Micronaut;
import java.util.Map;

/** Starts the public HTTP API. */
public final class Application {
    private static final int REFUSED = 2;

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
        server(settings).propertySources(PropertySource.of("installation", http(settings)),
                PropertySource.of("database", DatabaseProperties.of(settings))).start();
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
}
