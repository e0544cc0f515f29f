package dev.perennial.api.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.persistence.DatabaseProperties;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.time.RealInstant;
import dev.perennial.dev.postgres.LocalPostgres;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator reads of the cases that are open, and how one is closed (PAY-27). */
class CasesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final RealInstant REAL_NOW = new RealInstant(NOW);
    private final Map<String, String> environment = Map.of("PERENNIAL_DATABASE_URL", LocalPostgres.temporary().createDatabase(),
            "PERENNIAL_DATABASE_USER", LocalPostgres.USER, "PERENNIAL_DATABASE_POOL_SIZE", "4", "PERENNIAL_TEMPORAL_ADDRESS", "localhost:1",
            "PERENNIAL_SECRET", "test", "PERENNIAL_STRIPE_API_KEY", "sk_test", "PERENNIAL_STRIPE_WEBHOOK_SECRET", "whsec_test");

    private record Ran(int exit, String answer, String complaints) {}

    private Ran run(String... arguments) {
        var answer = new ByteArrayOutputStream();
        var complaints = new ByteArrayOutputStream();
        int exit = Cases.run(arguments, environment, new PrintStream(answer, true, UTF_8), new PrintStream(complaints, true, UTF_8));
        return new Ran(exit, answer.toString(UTF_8), complaints.toString(UTF_8));
    }

    /** A customer of Acme and three cases about an attempt to save their card, which needs the fewest rows around it. */
    private MoneyCase[] opened() {
        Settings settings = Settings.of(environment);
        try (ApplicationContext context = ApplicationContext.builder().singletons(settings).properties(DatabaseProperties.of(settings)).start()) {
            var merchant = Organization.founded(UUID.randomUUID(), NOW, "Acme", "acme", OrganizationStatus.ACTIVE);
            context.getBean(Organizations.class).insert(merchant);
            var customer = Customer.individual(UUID.randomUUID(), NOW, merchant.id(), "ada@example.com", "ADA");
            context.getBean(Customers.class).insert(customer);
            var attempt = PaymentAttempt.ofCard(UUID.randomUUID(), customer, Currency.USD, UUID.randomUUID(), false, NOW, REAL_NOW);
            context.getBean(PaymentAttempts.class).insert(attempt);
            Money taken = new Money(2_000, Currency.USD);
            MoneyCase[] all = {MoneyCase.noticed(attempt, "pi_1", REAL_NOW),
                    MoneyCase.toGiveBack(attempt, "pi_2", taken, MoneyCase.Kind.ALREADY_SUBSCRIBED, REAL_NOW.plus(Duration.ofSeconds(1)))
                            .failed("no answer", REAL_NOW),
                    MoneyCase.toGiveBack(attempt, "pi_3", taken, MoneyCase.Kind.PAID_TWICE, REAL_NOW.plus(Duration.ofSeconds(2))).refunded("re_3",
                            REAL_NOW)};
            for (MoneyCase each : all) {
                context.getBean(MoneyCases.class).open(each);
            }
            return all;
        }
    }

    @Test
    void saysInWordsWhatIsOpenAndClosesIt() {
        assertThat(run()).isEqualTo(new Ran(0, "No case is open.%n".formatted(), ""));
        MoneyCase[] all = opened();
        Ran listed = run();
        assertThat(listed.exit()).isZero();
        assertThat(listed.answer()).startsWith("3 open:").containsSubsequence(all[0].id().toString(), "It is being looked into", "Payment pi_1",
                all[1].id().toString(), "paid for a second subscription where one is allowed", "It is being given back", "So far: no answer.",
                all[2].id().toString(), "USD 20.00 was paid a second time", "It was given back (re_3)", "Organization acme");
        assertThat(listed.answer()).doesNotContain("ada@example.com");

        assertThat(run("--close", all[2].id().toString(), "Told Ada.").exit()).isZero();
        assertThat(run().answer()).startsWith("2 open:").doesNotContain("pi_3");
        assertThat(run("--close", all[2].id().toString(), "Again.").exit()).isEqualTo(1);
        assertThat(run("--close", UUID.randomUUID().toString(), "Nobody.").answer()).startsWith("There is no open case");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--close", "--close 1 2", "list", "--close f3a1c7f8-6f0e-4b73-a5c4-5a4d3e0a0c11", "--open a b"})
    void saysHowItIsUsed(String arguments) {
        Ran misused = run(arguments.split(" "));
        assertThat(misused.exit()).isEqualTo(2);
        assertThat(misused.complaints()).isNotBlank();
        assertThat(misused.answer()).isEmpty();
    }
}
