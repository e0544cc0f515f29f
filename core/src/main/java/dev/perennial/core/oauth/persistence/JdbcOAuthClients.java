package dev.perennial.core.oauth.persistence;

import static java.util.stream.Collectors.toSet;

import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.oauth.OAuthClient;
import dev.perennial.core.oauth.OAuthClient.AuthMethod;
import dev.perennial.core.oauth.OAuthClient.GrantType;
import dev.perennial.core.oauth.OAuthClient.Registration;
import dev.perennial.core.oauth.OAuthClients;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class JdbcOAuthClients implements OAuthClients {
    private static final String COLUMNS = """
            id, created_at, modified_at, client_id, secret_hash, registration_token_hash, user_id, name, redirect_uris, auth_method, grant_types, \
            scopes, client_uri, logo_uri, tos_uri, policy_uri, first_party""";
    private static final String SELECT = "select " + COLUMNS + " from oauth2_client where ";

    private enum Key { CREATED_AT }

    private final Sql sql;
    private final Clock clock;

    JdbcOAuthClients(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public void insert(OAuthClient it) {
        Registration said = it.registration();
        sql.insert("oauth2_client", COLUMNS, it.id(), it.createdAt(), it.modifiedAt(), it.clientId(), it.secretHash(), it.registrationTokenHash(),
                it.userId(), said.name(), said.redirectUris(), wire(said.authMethod()), grantTypes(said), said.scopes().toString(),
                said.clientUri(), said.logoUri(), said.tosUri(), said.policyUri(), it.firstParty());
    }

    @Override
    public Optional<OAuthClient> find(String clientId) {
        return sql.find(SELECT + "client_id = ? and deleted_at is null", JdbcOAuthClients::read, clientId);
    }

    @Override
    public Listing<OAuthClient> ofUser(UUID userId, PageRequest page) {
        return ListQuery.where("user_id = ? and deleted_at is null", userId).page(sql, SELECT, "oauth2_client",
                List.of(Sort.descending(Key.CREATED_AT)), key -> wire(key), page, JdbcOAuthClients::read);
    }

    @Override
    public void update(OAuthClient it) {
        Registration said = it.registration();
        sql.updateOne("""
                update oauth2_client set modified_at = ?, secret_hash = ?, name = ?, redirect_uris = ?, auth_method = ?, grant_types = ?, scopes = ?,
                    client_uri = ?, logo_uri = ?, tos_uri = ?, policy_uri = ? where id = ?""", it.modifiedAt(), it.secretHash(), said.name(),
                said.redirectUris(), wire(said.authMethod()), grantTypes(said), said.scopes().toString(), said.clientUri(), said.logoUri(),
                said.tosUri(), said.policyUri(), it.id());
    }

    @Override
    public void delete(UUID id) {
        sql.updateOne("update oauth2_client set deleted_at = ? where id = ?", clock.instant(), id);
    }

    private static List<String> grantTypes(Registration said) {
        return said.grantTypes().stream().sorted().map(JdbcOAuthClients::wire).toList();
    }

    private static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static OAuthClient read(Row row) {
        Registration said = new Registration(row.text("name"), row.texts("redirect_uris"), AuthMethod.valueOf(upper(row.text("auth_method"))),
                row.texts("grant_types").stream().map(name -> GrantType.valueOf(upper(name))).collect(toSet()), ScopeSet.parse(row.text("scopes")),
                row.textOrNull("client_uri"), row.textOrNull("logo_uri"), row.textOrNull("tos_uri"), row.textOrNull("policy_uri"));
        return new OAuthClient(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.text("client_id"),
                row.textOrNull("secret_hash"), row.text("registration_token_hash"), row.uuidOrNull("user_id"), said, row.flag("first_party"));
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
