package dev.perennial.e2e.crash;

import dev.perennial.dev.stack.StackFile;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Read-only questions to the stack's database. */
final class Books {
    private final String url;

    Books(StackFile stack) { url = "jdbc:" + stack.databaseUrl().replaceFirst("//([^@/]+)@", "//") + "?user=postgres"; }

    /** The first column of every row. */
    List<String> list(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url); ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    long count(String sql) throws SQLException { return Long.parseLong(list("select count(*) from (" + sql + ") counted").getFirst()); }
}
