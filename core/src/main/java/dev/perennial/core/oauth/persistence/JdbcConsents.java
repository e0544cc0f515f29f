package dev.perennial.core.oauth.persistence;

import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.oauth.Consent;
import dev.perennial.core.oauth.Consents;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

@Singleton
final class JdbcConsents implements Consents {
    private final Sql sql;
    private final Clock clock;

    JdbcConsents(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public Optional<Consent> find(UUID clientId, UUID userId) {
        return sql.find("select scopes, organizations from oauth2_grant where client_id = ? and user_id = ?",
                row -> new Consent(ScopeSet.parse(row.text("scopes")), Set.copyOf(row.uuids("organizations"))), clientId, userId);
    }

    @Override
    public void save(UUID clientId, UUID userId, Consent consent) {
        sql.updateOne("""
                insert into oauth2_grant (client_id, user_id, created_at, scopes, organizations) values (?, ?, ?, ?, ?::uuid[])
                on conflict (client_id, user_id) do update
                    set scopes = excluded.scopes, organizations = excluded.organizations, modified_at = excluded.created_at""", clientId, userId,
                clock.instant(), consent.scopes().toString(), consent.organizations());
    }
}
