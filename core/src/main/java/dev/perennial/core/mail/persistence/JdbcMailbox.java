package dev.perennial.core.mail.persistence;

import dev.perennial.core.mail.MailTemplate;
import dev.perennial.core.mail.Mailbox;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcMailbox implements Mailbox {
    private final Sql sql;
    private final Clock clock;

    JdbcMailbox(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public void send(MailTemplate template, String recipient, Map<String, String> values, String idempotencyKey) {
        post(null, template, recipient, values, idempotencyKey);
    }

    @Override
    public void send(UUID organizationId, MailTemplate template, String recipient, Map<String, String> values, String idempotencyKey) {
        post(organizationId, template, recipient, values, idempotencyKey);
    }

    @Override
    public void sendToStaff(UUID organizationId, MailTemplate template, Map<String, String> values, String idempotencyKey) {
        List<String> staff = sql.list("""
                select u.email from organization_member m join user_account u on u.id = m.user_id where m.organization_id = ? order by u.email
                """, row -> row.text("email"), organizationId);
        staff.forEach(recipient -> post(organizationId, template, recipient, values, idempotencyKey + "/" + recipient));
    }

    private void post(@Nullable UUID organizationId, MailTemplate template, String recipient, Map<String, String> values, String idempotencyKey) {
        sql.requireTransaction();
        if (!values.keySet().equals(template.needs())) {
            throw new IllegalArgumentException(template.wire() + " is made of " + template.needs() + ", not of " + values.keySet());
        }
        Instant now = clock.instant();
        sql.update("""
                insert into mail (id, created_at, template, organization_id, recipient, template_values, idempotency_key, next_attempt_at)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (idempotency_key) do nothing
                """, UUID.randomUUID(), now, template.wire(), organizationId, recipient, values, idempotencyKey, now);
    }
}
