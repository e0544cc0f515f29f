package dev.perennial.api.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.identity.Credentials;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.Staff;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.persistence.DatabaseProperties;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.settings.Settings;
import dev.perennial.dev.postgres.LocalPostgres;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
    private static final String[] ACME = {"--organization-slug", "acme", "--organization-name", "Acme", "--owner-email", "owner@acme.example"};
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... arguments) {
        return Bootstrap.run(arguments, environment, new PrintStream(answer, true, UTF_8), new PrintStream(complaints, true, UTF_8));
    }

    private static Map<String, String> environment(String sandbox) {
        return Map.of("PERENNIAL_DATABASE_URL", LocalPostgres.temporary().createDatabase(), "PERENNIAL_DATABASE_USER", LocalPostgres.USER,
                "PERENNIAL_DATABASE_POOL_SIZE", "4", "PERENNIAL_TEMPORAL_ADDRESS", "localhost:1", "PERENNIAL_SECRET", "test",
                "PERENNIAL_STRIPE_API_KEY",
                "sk_test", "PERENNIAL_STRIPE_WEBHOOK_SECRET", "whsec_test", "PERENNIAL_SANDBOX", sandbox);
    }

    @Test
    void makesAnOrganizationThatCanBeWorkedWith() {
        Map<String, String> environment = environment("true");
        assertThat(run(environment, ACME)).isZero();
        assertThat(answer.toString(UTF_8).lines()).hasSize(1);
        Map<String, Object> made = new Json().readMap(answer.toString(UTF_8));
        assertThat(made).containsOnlyKeys("organization_id", "organization_slug", "organization_token", "user_token").containsEntry(
                "organization_slug",
                "acme");
        UUID organization = UUID.fromString((String) made.get("organization_id"));
        Settings settings = Settings.of(environment);
        try (ApplicationContext context = ApplicationContext.builder().singletons(settings).properties(DatabaseProperties.of(settings)).start()) {
            assertThat(context.getBean(Organizations.class).get(organization).status()).isEqualTo(OrganizationStatus.ACTIVE);
            Credentials credentials = context.getBean(Credentials.class);
            assertThat(credentials.resolve(String.valueOf(made.get("organization_token")))).containsInstanceOf(OrganizationCaller.class);
            assertThat(credentials.resolve(String.valueOf(made.get("user_token")))).get().isInstanceOfSatisfying(UserCaller.class,
                    owner -> assertThat(owner.roles()).isEqualTo(Map.of(organization, Role.OWNER)));
        }
        answer.reset();
        assertThat(run(environment, ACME)).isEqualTo(1);
        assertThat(complaints.toString(UTF_8)).contains("'acme'");
        assertThat(answer.size()).isZero();
    }

    @Test
    void leavesAnOrganizationWithRealMoneyToItsReview() {
        Map<String, String> environment = environment("false");
        assertThat(run(environment, ACME)).isZero();
        Settings settings = Settings.of(environment);
        try (ApplicationContext context = ApplicationContext.builder().singletons(settings).properties(DatabaseProperties.of(settings)).start()) {
            assertThat(context.getBean(Organizations.class).findBySlug("acme").orElseThrow().status()).isEqualTo(OrganizationStatus.CREATED);
        }
    }

    @Test
    void makesAnOwnerWhoHasOnlyTheirInbox() {
        Map<String, String> environment = environment("true");
        assertThat(own(environment, "owner@acme.example", "Ac\u00e9me & Co.")).as(complaints.toString(UTF_8)).isZero();
        Map<String, Object> made = new Json().readMap(answer.toString(UTF_8));
        assertThat(made).containsOnlyKeys("organization_id", "organization_slug", "owner_email", "sign_in_url")
                .containsEntry("organization_slug", "aceme-co").containsEntry("sign_in_url", "http://localhost:8000/login");
        Settings settings = Settings.of(environment);
        try (ApplicationContext context = ApplicationContext.builder().singletons(settings).properties(DatabaseProperties.of(settings)).start()) {
            assertThat(context.getBean(Staff.class).of(UUID.fromString((String) made.get("organization_id")))).singleElement()
                    .satisfies(owner -> {
                        assertThat(owner.role()).isEqualTo(Role.OWNER);
                        assertThat(owner.email()).isEqualTo("owner@acme.example");
                    });
            long tokens = context.getBean(Sql.class).one("select count(*) as made from access_token", row -> row.number("made"));
            assertThat(tokens).isZero();
        }
        assertThat(own(environment, "owner@acme.example", "Acéme Co")).isEqualTo(1);
        assertThat(complaints.toString(UTF_8)).contains("'aceme-co'");
    }

    private int own(Map<String, String> environment, String... arguments) {
        return Owner.run(arguments, environment, new PrintStream(answer, true, UTF_8), new PrintStream(complaints, true, UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner@acme.example", "nobody,Acme", "owner@acme.example,!!", "owner@acme.example,Acme,more"})
    void saysWhatAnOwnerNeeds(String arguments) {
        assertThat(own(Map.of(), arguments.split(","))).isEqualTo(2);
        assertThat(complaints.toString(UTF_8)).isNotBlank();
        assertThat(answer.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--organization-slug", "--organization-slug Acme --organization-name Acme --owner-email o@a.example",
            "--organization-slug acme --organization-name Acme --owner-email nobody",
            "--organization-slug acme --organization-name Acme --owner-email owner@localhost", "--organization-slug acme --organization-name Acme",
            "--organization-slug ac --organization-name Acme --owner-email o@a.example", "--color red"})
    void saysHowItIsUsed(String arguments) {
        assertThat(run(Map.of(), arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
        assertThat(complaints.toString(UTF_8)).contains("usage: Bootstrap");
    }

    @Test
    void namesWhatTheEnvironmentLacks() {
        assertThat(run(Map.of("PERENNIAL_SECRET", "x"), ACME)).isEqualTo(2);
        assertThat(complaints.toString(UTF_8)).contains("PERENNIAL_DATABASE_URL");
    }
}
