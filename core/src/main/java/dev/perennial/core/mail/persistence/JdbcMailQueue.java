package dev.perennial.core.mail.persistence;

import dev.perennial.core.mail.MailAttempt;
import dev.perennial.core.mail.MailAttempt.Consequence;
import dev.perennial.core.mail.MailQueue;
import dev.perennial.core.mail.MailTemplate;
import dev.perennial.core.mail.OutgoingMail;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

@Singleton
final class JdbcMailQueue implements MailQueue {
    private static final int MAX_ERROR_CHARACTERS = 500;

    private final Sql sql;

    JdbcMailQueue(Sql sql) { this.sql = sql; }

    @Override
    public List<OutgoingMail> take(Instant now, int limit) {
        return sql.list(
                """
                        with taken as (update mail set next_attempt_at = ? where id in (
                            select id from mail where state = 'queued' and next_attempt_at <= ? order by next_attempt_at, id limit ? for no key update skip locked)
                            returning *)
                        select mail.id, mail.created_at, mail.template, mail.recipient, mail.template_values, mail.attempts, mail.next_attempt_at, exists (
                            select 1 from organization_member m join user_account u on u.id = m.user_id
                            where (mail.organization_id is null or m.organization_id = mail.organization_id)
                                and lower(regexp_replace(u.email, '\\+[^@]*@', '@')) = lower(regexp_replace(mail.recipient, '\\+[^@]*@', '@'))) as is_staff
                        from taken mail order by mail.created_at, mail.id
                        """,
                JdbcMailQueue::read, now.plus(TAKEN_FOR), now, limit);
    }

    @Override
    public void record(MailAttempt attempt) {
        switch (attempt.consequence(ThreadLocalRandom.current())) {
            case Consequence.Sent() -> complete(attempt, "sent");
            case Consequence.Withheld() -> complete(attempt, "withheld");
            case Consequence.GivenUp(var reason) -> sql.update("""
                    update mail set state = 'failed', attempts = attempts + 1, completed_at = ?, next_attempt_at = null, template_values = null,
                        last_error = ? where id = ? and state = 'queued' and next_attempt_at = ?
                    """, attempt.endedAt(), shortened(reason), attempt.mail().id(), attempt.mail().takenUntil());
            case Consequence.RetryAt(var at, var reason) -> sql.update("""
                    update mail set attempts = attempts + 1, next_attempt_at = ?, last_error = ?
                    where id = ? and state = 'queued' and next_attempt_at = ?
                    """, at, shortened(reason), attempt.mail().id(), attempt.mail().takenUntil());
        }
    }

    @Override
    public Optional<Instant> nextDueAt() {
        return sql.one("select min(next_attempt_at) as due_at from mail where state = 'queued'",
                row -> Optional.ofNullable(row.instantOrNull("due_at")));
    }

    private void complete(MailAttempt attempt, String state) {
        sql.update(
                """
                        update mail set state = ?, attempts = attempts + 1, completed_at = ?, next_attempt_at = null, template_values = null, last_error = null
                        where id = ? and state = 'queued'
                        """,
                state, attempt.endedAt(), attempt.mail().id());
    }

    private static String shortened(String reason) {
        return reason.length() > MAX_ERROR_CHARACTERS ? reason.substring(0, MAX_ERROR_CHARACTERS) : reason;
    }

    private static OutgoingMail read(Row row) {
        return new OutgoingMail(row.uuid("id"), row.instant("created_at"), MailTemplate.of(row.text("template")), row.text("recipient"),
                row.flag("is_staff"), values(row), row.integer("attempts"), row.instant("next_attempt_at"));
    }

    private static Map<String, String> values(Row row) {
        return row.map("template_values").entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, value -> value.getValue().toString()));
    }
}
