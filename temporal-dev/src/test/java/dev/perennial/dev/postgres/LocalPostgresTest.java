package dev.perennial.dev.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LocalPostgresTest {
    @Test
    void givesEachCallerAnEmptyDatabaseOfPostgres18() throws SQLException {
        String first = LocalPostgres.temporary().createDatabase();
        String second = LocalPostgres.temporary().createDatabase();
        execute(first, "CREATE TABLE orders (id int)");
        execute(second, "CREATE TABLE orders (id int)");
        try (var connection = DriverManager.getConnection(first)) {
            assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(18);
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
