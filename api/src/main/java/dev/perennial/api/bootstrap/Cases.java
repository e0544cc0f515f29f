package dev.perennial.api.bootstrap;

import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.persistence.DatabaseProperties;
import dev.perennial.core.settings.InvalidSettings;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.time.RealInstant;
import io.micronaut.context.ApplicationContext;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Lists, in plain words, the payments that a person has to see, and closes one with a note. Reads the same environment as the API. */
public final class Cases {
    private static final String USAGE = "usage: Cases [--close CASE NOTE]";
    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;
    private static final int AT_MOST = 200;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final MoneyCases cases;
    private final Organizations organizations;
    private final PrintStream out;

    private Cases(MoneyCases cases, Organizations organizations, PrintStream out) {
        this.cases = cases;
        this.organizations = organizations;
        this.out = out;
    }

    /** Exits with 1 when there is no open case of the id and with 2 when arguments or settings are no good. */
    public static void main(String[] arguments) {
        PrintStream answer = System.out;
        System.setOut(System.err); // What is logged on the way must not stand beside the answer.
        System.exit(run(arguments, System.getenv(), answer, System.err));
    }

    static int run(String[] arguments, Map<String, String> environment, PrintStream answer, PrintStream complaints) {
        try {
            boolean closes = arguments.length == 3 && arguments[0].equals("--close") && !arguments[2].isBlank();
            if (!closes && arguments.length > 0) {
                throw new IllegalArgumentException(USAGE);
            }
            UUID closed = closes ? UUID.fromString(arguments[1]) : null;
            Settings settings = Settings.of(environment);
            try (ApplicationContext context = ApplicationContext.builder().banner(false).singletons(settings)
                    .properties(DatabaseProperties.of(settings)).start()) {
                Cases program = new Cases(context.getBean(MoneyCases.class), context.getBean(Organizations.class), answer);
                return closed == null ? program.list() : program.close(closed, arguments[2].strip(), context.getBean(BillingTime.class).realNow());
            }
        } catch (InvalidSettings | IllegalArgumentException misuse) {
            complaints.println(misuse.getMessage());
            return MISUSED;
        }
    }

    private int list() {
        List<MoneyCase> open = cases.open(AT_MOST);
        out.println(open.isEmpty() ? "No case is open." : open.size() == AT_MOST ? "The oldest " + AT_MOST + " open cases:" : open.size() + " open:");
        open.forEach(this::print);
        return DONE;
    }

    private void print(MoneyCase open) {
        out.printf("%n%s, since %s%n  %s was %s.%n  %s%n", open.id(), MINUTE.format(open.openedAt().at()),
                open.amount().currency().format(open.amount().minorUnits()), open.kind().words(),
                refundOf(open));
        out.printf("  Organization %s, customer %s, %s%n  Payment %s of attempt %s%n", organizations.get(open.organizationId()).slug(),
                open.customerId(), subjectOf(open), open.intentId(), open.attemptId());
    }

    private static String subjectOf(MoneyCase open) {
        return open.checkoutId() != null
                ? "checkout " + open.checkoutId()
                : open.orderId() != null ? "order " + open.orderId() : "a card to be saved";
    }

    private static String refundOf(MoneyCase open) {
        RealInstant next = open.nextTryAt();
        String problem = open.problem() == null ? "" : " So far: " + open.problem() + ".";
        return switch (open.refund()) {
            case NONE -> (next == null
                    ? "Nobody could find out what it is for: look it up at the processor and give it back there."
                    : "It is being looked into; next at " + MINUTE.format(next.at()) + ".") + problem;
            case DUE -> "It is being given back; next try at " + (next == null ? "once" : MINUTE.format(next.at())) + "." + problem;
            case DONE -> "It was given back (" + open.refundId() + "): find out how it could happen, then close the case." + problem;
            case FAILED -> "It could not be given back: do it at the processor by hand." + problem;
        };
    }

    private int close(UUID id, String note, RealInstant now) {
        if (!cases.close(id, note, now)) {
            out.println("There is no open case " + id + ".");
            return REFUSED;
        }
        out.println("Closed " + id + ".");
        return DONE;
    }
}
