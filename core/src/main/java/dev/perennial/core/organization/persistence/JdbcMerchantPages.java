package dev.perennial.core.organization.persistence;

import dev.perennial.core.organization.EmbedHost;
import dev.perennial.core.organization.MerchantPages;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
final class JdbcMerchantPages implements MerchantPages {
    private final Sql sql;

    JdbcMerchantPages(Sql sql) { this.sql = sql; }

    @Override
    public boolean include(String origin) {
        List<String> admitting = EmbedHost.admitting(origin);
        return !admitting.isEmpty()
                && sql.find("select 1 from organization where embed_hosts && ?::text[] and deleted_at is null limit 1", _ -> true, admitting)
                        .isPresent();
    }

    @Override
    public boolean show(String clientSecret, String origin) {
        return sql.find("select 1 from checkout where client_secret = ? and embed_origin = ?", _ -> true, clientSecret, origin).isPresent();
    }
}
