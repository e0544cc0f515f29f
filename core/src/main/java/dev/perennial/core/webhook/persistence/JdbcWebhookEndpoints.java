package dev.perennial.core.webhook.persistence;

import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.webhook.SigningSecrets;
import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookEndpoint.Format;
import dev.perennial.core.webhook.WebhookEndpoints;
import dev.perennial.core.webhook.WebhookEventType;
import dev.perennial.core.webhook.WebhookSecret;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcWebhookEndpoints implements WebhookEndpoints {
    static final String SELECT = """
            select id, created_at, modified_at, organization_id, url, name, format, secret, previous_secret, previous_secret_until, events, enabled, deleted_at
            from webhook_endpoint where\s""";

    private final Sql sql;

    JdbcWebhookEndpoints(Sql sql) { this.sql = sql; }

    @Override
    public Optional<WebhookEndpoint> find(UUID id) {
        return sql.find(SELECT + "id = ? and deleted_at is null", JdbcWebhookEndpoints::read, id);
    }

    @Override
    public void insert(WebhookEndpoint endpoint) {
        sql.updateOne("""
                insert into webhook_endpoint (id, created_at, modified_at, organization_id, url, name, format, secret, previous_secret,
                    previous_secret_until, events, enabled, deleted_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, endpoint.id(), endpoint.createdAt(), endpoint.modifiedAt(), endpoint.organizationId(), endpoint.url(), endpoint.name(),
                endpoint.format().wire(), endpoint.secret().value(), previous(endpoint), endpoint.secrets().previousUntil(), names(endpoint),
                endpoint.enabled(), endpoint.deletedAt());
    }

    @Override
    public void update(WebhookEndpoint endpoint) {
        sql.updateOne("""
                update webhook_endpoint set modified_at = ?, url = ?, name = ?, format = ?, secret = ?, previous_secret = ?,
                    previous_secret_until = ?, events = ?, enabled = ?
                where id = ? and deleted_at is null
                """, endpoint.modifiedAt(), endpoint.url(), endpoint.name(), endpoint.format().wire(), endpoint.secret().value(), previous(endpoint),
                endpoint.secrets().previousUntil(), names(endpoint), endpoint.enabled(), endpoint.id());
    }

    @Override
    public void delete(UUID id, Instant at) {
        sql.updateOne("update webhook_endpoint set deleted_at = ?, modified_at = ? where id = ? and deleted_at is null", at, at, id);
    }

    private static List<String> names(WebhookEndpoint endpoint) {
        return endpoint.events().stream().map(WebhookEventType::wire).toList();
    }

    private static @Nullable String previous(WebhookEndpoint endpoint) {
        WebhookSecret previous = endpoint.secrets().previous();
        return previous == null ? null : previous.value();
    }

    static SigningSecrets secrets(Row row) {
        String previous = row.textOrNull("previous_secret");
        return new SigningSecrets(new WebhookSecret(row.text("secret")), previous == null ? null : new WebhookSecret(previous),
                row.instantOrNull("previous_secret_until"));
    }

    static WebhookEndpoint read(Row row) {
        // A name this release doesn't know was stored by a later one: nothing of that type is ever written here.
        List<WebhookEventType> events = row.texts("events").stream().flatMap(name -> WebhookEventType.find(name).stream()).toList();
        return new WebhookEndpoint(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.uuid("organization_id"),
                row.text("url"), row.textOrNull("name"), Format.of(row.text("format")), secrets(row), events,
                row.flag("enabled"), row.instantOrNull("deleted_at"));
    }
}
