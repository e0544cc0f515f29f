package dev.perennial.api.sale;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.core.identity.AccessTokens;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.Users;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.persistence.DatabaseProperties;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.settings.Settings;
import dev.perennial.dev.postgres.LocalPostgres;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API on a database of its own, two organizations, and somebody who calls it. */
final class Shop implements AutoCloseable {
    /** The merchant: an organization's token with every scope that can be granted, and its owner's. */
    final UUID organization;
    final String token;
    final String ownerToken;
    /** Another merchant, who must not see any of it. */
    final UUID otherOrganization;
    final String otherToken;

    private final EmbeddedServer server;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();

    Shop() { this(Map.of()); }

    Shop(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(Map.of("PERENNIAL_DATABASE_URL", LocalPostgres.temporary().createDatabase(),
                "PERENNIAL_DATABASE_USER", LocalPostgres.USER, "PERENNIAL_DATABASE_POOL_SIZE", "4", "PERENNIAL_TEMPORAL_ADDRESS", "localhost:1",
                "PERENNIAL_SECRET", "test", "PERENNIAL_STRIPE_API_KEY", "sk_test_1", "PERENNIAL_STRIPE_WEBHOOK_SECRET", "whsec_1",
                "PERENNIAL_STRIPE_PUBLISHABLE_KEY", "pk_test_1", "PERENNIAL_FRONTEND_URL", "https://pay.example.com", "PERENNIAL_SANDBOX", "true"));
        variables.put("PERENNIAL_EMAIL_DOMAIN_CHECK", "false");
        variables.put("PERENNIAL_RATE_LIMITS", "false");
        variables.putAll(environment);
        Settings settings = Settings.of(variables);
        server = ApplicationContext.builder().singletons(settings).properties(DatabaseProperties.of(settings))
                .properties(Map.of("sale.test", true, "micronaut.server.port", -1)).run(EmbeddedServer.class);
        organization = organization("acme");
        otherOrganization = organization("rival");
        token = organizationToken(organization);
        otherToken = organizationToken(otherOrganization);
        ownerToken = userToken("owner@acme.example", Map.of(organization, Role.OWNER));
    }

    <T> T bean(Class<T> type) { return server.getApplicationContext().getBean(type); }

    String url() { return server.getURL().toString(); }

    FakeCommandBus bus() { return bean(FakeCommandBus.class); }

    /** Runs something in a transaction of its own, as the workflows' steps do. */
    @SuppressWarnings("unchecked") // The only transactions there are, are JDBC's.
    void inTransaction(Runnable change) {
        ((TransactionOperations<java.sql.Connection>) bean(TransactionOperations.class)).executeWrite(_ -> {
            change.run();
            return true;
        });
    }

    /** How many rows every table with something of a merchant's in it has. */
    long rows() {
        return bean(Sql.class).one("""
                select (select count(*) from product) + (select count(*) from product_price) + (select count(*) from customer)
                    + (select count(*) from checkout) + (select count(*) from webhook_endpoint) + (select count(*) from customer_session)
                    + (select count(*) from test_clock) + (select count(*) from command) + (select count(*) from outbox)
                    + (select count(*) from customer_state_due) as total""", row -> row.number("total"));
    }

    String organizationToken(UUID id, Scope... scopes) {
        ScopeSet granted = ScopeSet.of(scopes.length > 0 ? scopes : Arrays.stream(Scope.values()).filter(Scope::isGrantable).toArray(Scope[]::new));
        return bean(AccessTokens.class).createForOrganization(id, granted, "test", null).token().value();
    }

    String userToken(String email, Map<UUID, Role> memberships) {
        Users users = bean(Users.class);
        UUID user = users.register(email);
        memberships.forEach((id, role) -> users.join(id, user, role));
        return bean(AccessTokens.class).createForUser(user, ScopeSet.ALL, "test", null).token().value();
    }

    /** One more merchant. */
    UUID anotherOrganization(String slug) {
        return organization(slug);
    }

    private UUID organization(String slug) {
        UUID id = UUID.randomUUID();
        bean(Organizations.class).insert(
                Organization.founded(id, Instant.parse("2026-01-01T00:00:00Z"), slug, slug, OrganizationStatus.ACTIVE));
        return id;
    }

    Answer get(@Nullable String bearer, String path) {
        return send(bearer, "GET", path, null);
    }

    Answer post(@Nullable String bearer, String path, String body) {
        return send(bearer, "POST", path, body);
    }

    Answer patch(@Nullable String bearer, String path, String body) {
        return send(bearer, "PATCH", path, body);
    }

    Answer delete(@Nullable String bearer, String path) {
        return send(bearer, "DELETE", path, null);
    }

    /** A request to be refined and sent. */
    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(server.getURL() + path)).timeout(Duration.ofSeconds(30));
    }

    /** Sends what may be unusual and answers everything that came back. */
    HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    Answer send(@Nullable String bearer, String method, String path, @Nullable String body) {
        return send(bearer, method, path, body, Map.of());
    }

    Answer send(@Nullable String bearer, String method, String path, @Nullable String body, Map<String, String> headers) {
        var request = to(path).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).header("Content-Type",
                "application/json");
        headers.forEach(request::header);
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        var response = exchange(request);
        return new Answer(response.statusCode(), response.body());
    }

    /** A product of the merchant with one price in cents. */
    JsonNode product(String name, long cents, @Nullable String interval) {
        String recurring = interval == null ? "" : "\"recurring_interval\": \"" + interval + "\", ";
        return post(token, "/v1/products/", """
                {"name": "%s", %s"prices": [{"amount_type": "fixed", "price_amount": %d}]}""".formatted(name, recurring, cents)).json(201);
    }

    JsonNode customer(String email) {
        return post(token, "/v1/customers/", "{\"email\": \"" + email + "\"}").json(201);
    }

    @Override
    public void close() {
        server.close();
        server.getApplicationContext().close();
        client.close();
    }

    /** What came back. */
    record Answer(int status, String body) {
        JsonNode json(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", got " + status + ": " + body);
            }
            return json();
        }

        JsonNode json() {
            try {
                return requireNonNull(Json.mapper().readTree(body));
            } catch (IOException malformed) {
                throw new AssertionError(body, malformed);
            }
        }

        /** The error's name and where it points, such as {@code RequestValidationError missing ["body","name"]}. */
        String refusal() {
            JsonNode json = json();
            if (!json.path("detail").isArray()) {
                return status + " " + json.path("error").asText();
            }
            List<String> problems = new ArrayList<>();
            json.get("detail").forEach(problem -> problems.add(problem.get("type").asText() + " " + problem.get("loc")));
            return status + " " + json.get("error").asText() + " " + String.join(", ", problems);
        }
    }
}
