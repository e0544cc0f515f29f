package dev.perennial.api.bootstrap;

import dev.perennial.core.persistence.DatabaseProperties;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.settings.InvalidSettings;
import dev.perennial.core.settings.Settings;
import io.micronaut.context.ApplicationContext;
import java.io.PrintStream;
import java.util.Map;

/**
 * Makes an organization with its owner, who then signs in by a code that comes by e-mail: there is no password and no token. Prints what was made as one
 * line of JSON. Reads the same environment as the API and migrates the database when nobody has yet.
 */
public final class Owner {
    private static final String USAGE = "usage: Owner EMAIL \"ORGANIZATION NAME\"";
    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;

    private Owner() {}

    /** Exits with 1 when there is an organization of that name and with 2 when arguments or settings are no good. */
    public static void main(String[] arguments) {
        PrintStream answer = System.out;
        System.setOut(System.err); // The answer is for scripts: what is logged on the way must not stand beside it.
        System.exit(run(arguments, System.getenv(), answer, System.err));
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream answer, PrintStream complaints) {
        if (arguments.length != 2) {
            complaints.println(USAGE);
            return MISUSED;
        }
        try {
            FirstOrganization first = FirstOrganization.named(arguments[1].strip(), arguments[0].strip());
            Settings settings = Settings.of(environment);
            try (ApplicationContext context = ApplicationContext.builder().banner(false).singletons(settings)
                    .properties(DatabaseProperties.of(settings))
                    .start()) {
                answer.println(context.getBean(Json.class).write(context.getBean(Founding.class).foundForOwner(first)));
            }
            return DONE;
        } catch (InvalidSettings | IllegalArgumentException misuse) {
            complaints.println(misuse.getMessage());
            return MISUSED;
        } catch (Founding.SlugTaken taken) {
            complaints.println(taken.getMessage());
            return REFUSED;
        }
    }
}
