package dev.perennial.core.address.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.dev.postgres.LocalPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Mailboxes stored before they had one spelling (INP-7). */
class MailboxMigrationTest {
    private static final String BEFORE = """
            insert into organization (id, created_at, name, slug, status, invoice_prefix, email)
            values ('00000000-0000-4000-8000-000000000001', now(), 'Acme', 'acme', 'active', 'A', 'hi@bücher.example');
            insert into user_account (id, created_at, email) values (gen_random_uuid(), now(), 'jo@bücher.example'), (gen_random_uuid(), now(), 'plain@example.com');
            insert into customer (id, created_at, organization_id, email, short_id) values
                ('00000000-0000-4000-8000-00000000000a', now(), '00000000-0000-4000-8000-000000000001', 'x@xn--bcher-kva.example', 'a'),
                ('00000000-0000-4000-8000-00000000000b', now(), '00000000-0000-4000-8000-000000000001', 'X@bücher.example', 'b'),
                ('00000000-0000-4000-8000-00000000000c', now(), '00000000-0000-4000-8000-000000000001', 'y@bücher.example', 'c'),
                ('00000000-0000-4000-8000-00000000000d', now(), '00000000-0000-4000-8000-000000000001', 'josé@example.com', 'd');
            insert into member (id, created_at, organization_id, customer_id, email, role) values
                (gen_random_uuid(), now(), '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-00000000000c', 'y@bücher.example', 'owner')
            """;

    @Test
    void areBroughtIntoItUnlessAnotherRowHasIt() throws SQLException {
        String url = LocalPostgres.temporary().createDatabase();
        migrate(url, "14?");
        try (Connection connection = DriverManager.getConnection(url, LocalPostgres.USER, ""); Statement statement = connection.createStatement()) {
            statement.execute(BEFORE);
            migrate(url, "15");
            assertThat(read(statement, "select email from user_account order by email")).containsExactly("jo@xn--bcher-kva.example",
                    "plain@example.com");
            assertThat(read(statement, "select email from customer order by id"))
                    .as("the second spelling of one mailbox stays, and an operator is told")
                    .containsExactly("x@xn--bcher-kva.example", "X@bücher.example", "y@xn--bcher-kva.example", "josé@example.com");
            assertThat(read(statement, "select email from member")).containsExactly("y@xn--bcher-kva.example");
            assertThat(read(statement, "select email from organization")).containsExactly("hi@xn--bcher-kva.example");
        }
    }

    private static void migrate(String url, String target) {
        Flyway.configure().dataSource(url, LocalPostgres.USER, "").locations("classpath:db/migration").target(target).load().migrate();
    }

    private static List<String> read(Statement statement, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }
}
