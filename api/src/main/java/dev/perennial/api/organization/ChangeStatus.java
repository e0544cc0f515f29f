package dev.perennial.api.organization;

import dev.perennial.core.organization.InvalidStatusTransition;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.persistence.DatabaseProperties;
import dev.perennial.core.settings.InvalidSettings;
import dev.perennial.core.settings.Settings;
import io.micronaut.context.ApplicationContext;
import java.io.PrintStream;
import java.util.Map;

/** Gives an organization another status, as an operator decides after a review. Reads the same environment as the API. */
public final class ChangeStatus {
    static final String USAGE = "usage: ChangeStatus SLUG created|review|snoozed|active|denied|offboarding|offboarded|blocked";
    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;

    private ChangeStatus() {}

    /** Exits with 1 when the organization can't have the status next, and with 2 when arguments or settings are no good. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv(), System.err));
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream complaints) {
        try {
            if (arguments.length != 2) {
                throw new IllegalArgumentException(USAGE);
            }
            OrganizationStatus next = OrganizationStatus.of(arguments[1]);
            Settings settings = Settings.of(environment);
            try (ApplicationContext context = ApplicationContext.builder().banner(false).singletons(settings)
                    .properties(DatabaseProperties.of(settings)).start()) {
                var organization = context.getBean(Organizations.class).findBySlug(arguments[0])
                        .orElseThrow(() -> new IllegalArgumentException("There is no organization " + arguments[0] + "."));
                context.getBean(OrganizationDesk.class).move(organization.id(), next);
            }
            return DONE;
        } catch (InvalidSettings | IllegalArgumentException misuse) {
            complaints.println(misuse.getMessage());
            return MISUSED;
        } catch (InvalidStatusTransition refused) {
            complaints.println(refused.detail());
            return REFUSED;
        }
    }
}
