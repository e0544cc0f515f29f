package dev.perennial.core.identity.persistence;

import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.User;
import dev.perennial.core.identity.Users;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class JdbcUsers implements Users {
    private final Sql sql;
    private final Clock clock;

    JdbcUsers(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** The update of nothing makes the statement answer the row that was there before. */
    @Override
    public UUID register(String email) {
        return sql.one("""
                insert into user_account (id, created_at, email) values (?, ?, ?)
                on conflict (lower(email)) do update set email = user_account.email returning id
                """, row -> row.uuid("id"), UUID.randomUUID(), clock.instant(), email);
    }

    @Override
    public Optional<User> find(UUID id) {
        return sql.find("select id, created_at, modified_at, email, email_verified from user_account where id = ? and blocked_at is null",
                JdbcUsers::read, id);
    }

    @Override
    public void confirmEmail(UUID id) {
        sql.update("update user_account set email_verified = true, modified_at = ? where id = ? and not email_verified", clock.instant(), id);
    }

    @Override
    public void join(UUID organizationId, UUID userId, Role role) {
        sql.updateOne("""
                insert into organization_member (organization_id, user_id, role, created_at) values (?, ?, ?, ?)
                on conflict (organization_id, user_id) do update set role = excluded.role, modified_at = excluded.created_at
                """, organizationId, userId, role.name().toLowerCase(Locale.ROOT), clock.instant());
    }

    private static User read(Row row) {
        return new User(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.text("email"), row.flag("email_verified"));
    }
}
