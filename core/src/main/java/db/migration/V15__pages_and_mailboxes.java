package db.migration;

import dev.perennial.core.address.EmailAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes merchants' pages findable, and brings the mailboxes that are stored into their one spelling (INP-7), which no function of the database knows. */
@SuppressWarnings("checkstyle:TypeName") // Flyway reads version and description from it.
public final class V15__pages_and_mailboxes extends BaseJavaMigration {
    private static final Logger LOG = LoggerFactory.getLogger(V15__pages_and_mailboxes.class);

    /**
     * A column with mailboxes.
     *
     * @param taken where another row has the wanted spelling already, so that this one keeps its own; no such rows where there is no condition
     */
    private record Mailboxes(String table, String column, String taken) {
        String candidates() {
            return "select id, " + column + " from " + table + " where octet_length(" + column + ") <> length(" + column + ") or " + column
                    + " ~ '@.*[[:upper:]]'";
        }

        String change() {
            String unless = taken.isEmpty()
                    ? ""
                    : " and not exists (select 1 from " + table + " other where " + taken + " and other.id <> t.id and lower(other."
                            + column + ") = lower(?))";
            return "update " + table + " t set " + column + " = ? where id = ?" + unless;
        }
    }

    private static final List<Mailboxes> ALL = List.of(new Mailboxes("user_account", "email", "true"),
            new Mailboxes("customer", "email", "other.organization_id = t.organization_id and other.deleted_at is null and t.deleted_at is null"),
            new Mailboxes("member", "email", "other.customer_id = t.customer_id and other.deleted_at is null and t.deleted_at is null"),
            new Mailboxes("checkout", "customer_email", ""), new Mailboxes("organization", "email", ""));

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create index organization_embed_hosts on organization using gin (embed_hosts)");
        }
        for (Mailboxes mailboxes : ALL) {
            for (Map.Entry<UUID, String> change : changes(connection, mailboxes).entrySet()) {
                store(connection, mailboxes, change.getKey(), change.getValue());
            }
        }
    }

    private static Map<UUID, String> changes(Connection connection, Mailboxes mailboxes) throws SQLException {
        Map<UUID, String> changes = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(mailboxes.candidates() + " order by id")) {
            while (rows.next()) {
                String stored = rows.getString(2);
                UUID id = rows.getObject(1, UUID.class);
                EmailAddress.read(stored).filter(spelled -> !spelled.equals(stored)).ifPresent(spelled -> changes.put(id, spelled));
            }
        }
        return changes;
    }

    private static void store(Connection connection, Mailboxes mailboxes, UUID id, String spelled) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(mailboxes.change())) {
            update.setString(1, spelled);
            update.setObject(2, id);
            if (!mailboxes.taken().isEmpty()) {
                update.setString(3, spelled);
            }
            if (update.executeUpdate() == 0) {
                LOG.warn("The mailbox of {} {} keeps its spelling: another row has it in the one that counts", mailboxes.table(), id);
            }
        }
    }
}
