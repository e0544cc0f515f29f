package dev.perennial.worker;

import dev.perennial.core.persistence.DatabaseProperties;
import dev.perennial.core.settings.InvalidSettings;
import dev.perennial.core.settings.Settings;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.Micronaut;
import java.util.Map;

/** Starts the worker, with its health and metrics on a port of its own. */
public final class Application {
    private static final int REFUSED = 2;

    private Application() {}

    /** Reads the settings of the installation and works until the process is stopped; exits with 2 when the settings are no good. */
    public static void main(String[] arguments) {
        Settings settings;
        try {
            settings = Settings.of(System.getenv());
        } catch (InvalidSettings refused) {
            System.err.println(refused.getMessage());
            System.exit(REFUSED);
            return;
        }
        // A call of a provider is tried once: the JDK's client would quietly send a POST again whose connection was cut.
        System.setProperty("sun.net.http.retryPost", "false");
        Micronaut.build(new String[0]).banner(false).singletons(settings)
                .propertySources(
                        PropertySource.of("installation",
                                Map.of("micronaut.server.host", "0.0.0.0", "micronaut.server.port", settings.workerPort())),
                        PropertySource.of("database", DatabaseProperties.forSteps(settings)))
                .start();
    }
}
