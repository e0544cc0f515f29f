package dev.perennial.core.oauth.persistence;

import dev.perennial.core.oauth.SigningKeys;
import dev.perennial.core.persistence.Sql;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

@Singleton
final class JdbcSigningKeys implements SigningKeys {
    private final Sql sql;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    JdbcSigningKeys(Sql sql, TransactionOperations<Connection> transactions, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public List<StoredKey> all() {
        return sql.list("select id, encrypted_key from signing_key order by created_at desc, id",
                row -> new StoredKey(row.text("id"), row.text("encrypted_key")));
    }

    @Override
    public List<StoredKey> orFirst(Supplier<StoredKey> maker) {
        List<StoredKey> known = all();
        if (!known.isEmpty()) {
            return known;
        }
        // Outside the transaction: on a busy machine making one takes longer than a transaction may stand still (LIV-1).
        StoredKey made = maker.get();
        return transactions.executeWrite(_ -> first(made));
    }

    @Override
    public void insert(StoredKey key) {
        sql.insert("signing_key", "id, created_at, encrypted_key", key.id(), clock.instant(), key.encryptedKey());
    }

    private List<StoredKey> first(StoredKey made) {
        sql.update("lock table signing_key in share row exclusive mode");
        List<StoredKey> known = all();
        if (!known.isEmpty()) {
            return known;
        }
        insert(made);
        return all();
    }
}
