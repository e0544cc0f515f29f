package dev.perennial.api.identity;

import dev.perennial.core.identity.AccessTokens;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.Users;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.persistence.DatabaseProperties;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.settings.Settings;
import dev.perennial.dev.postgres.LocalPostgres;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/** The API on a database of its own, without anybody in it. */
public final class Installation implements AutoCloseable {
    private final EmbeddedServer server;

    public Installation() { this("http://localhost:8000"); }

    /** An installation that is reached under this address. */
    Installation(String publicUrl) {
        Settings settings = Settings.of(Map.ofEntries(Map.entry("PERENNIAL_DATABASE_URL", LocalPostgres.temporary().createDatabase()),
                Map.entry("PERENNIAL_DATABASE_USER", LocalPostgres.USER), Map.entry("PERENNIAL_DATABASE_POOL_SIZE", "4"),
                Map.entry("PERENNIAL_TEMPORAL_ADDRESS", "localhost:1"), Map.entry("PERENNIAL_SECRET", "test"),
                Map.entry("PERENNIAL_STRIPE_API_KEY", "sk_test_1"), Map.entry("PERENNIAL_STRIPE_WEBHOOK_SECRET", "whsec_1"),
                Map.entry("PERENNIAL_PUBLIC_URL", publicUrl), Map.entry("PERENNIAL_FRONTEND_URL", publicUrl), Map.entry("PERENNIAL_SANDBOX", "true"),
                Map.entry("PERENNIAL_EMAIL_DOMAIN_CHECK", "false"), Map.entry("PERENNIAL_RATE_LIMITS", "false")));
        server = ApplicationContext.builder().singletons(settings).properties(DatabaseProperties.of(settings))
                .properties(Map.of("identity.test", true, "micronaut.server.port", -1)).run(EmbeddedServer.class);
    }

    public <T> T bean(Class<T> type) { return server.getApplicationContext().getBean(type); }

    public Sql sql() { return bean(Sql.class); }

    /** A browser or client without any cookies. */
    public Browser browser() { return new Browser(server.getURL().toString()); }

    /** A browser in which somebody has signed in by a code from their inbox. */
    public Browser signedIn(String email) {
        Browser browser = browser();
        browser.postJson("/v1/login-code/request", "{\"email\": \"" + email + "\"}").expect(202);
        String code = bean(Inbox.class).codes(email).getLast();
        browser.postJson("/v1/login-code/authenticate", "{\"email\": \"" + email + "\", \"code\": \"" + code + "\"}").expect(200);
        return browser;
    }

    public UUID organization(String slug) {
        UUID id = UUID.randomUUID();
        bean(Organizations.class).insert(Organization.founded(id, Instant.parse("2026-01-01T00:00:00Z"), slug, slug, OrganizationStatus.ACTIVE));
        return id;
    }

    public UUID join(UUID organization, String email, Role role) {
        UUID user = bean(Users.class).register(email);
        bean(Users.class).join(organization, user, role);
        return user;
    }

    public String personalToken(UUID user, ScopeSet scopes) {
        return bean(AccessTokens.class).createForUser(user, scopes, "test", null).token().value();
    }

    public String organizationToken(UUID organization) {
        ScopeSet all = ScopeSet.of(Arrays.stream(Scope.values()).filter(Scope::isGrantable).toArray(Scope[]::new));
        return bean(AccessTokens.class).createForOrganization(organization, all, "test", null).token().value();
    }

    @Override
    public void close() {
        server.close();
        server.getApplicationContext().close();
    }
}
