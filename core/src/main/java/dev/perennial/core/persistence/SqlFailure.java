package dev.perennial.core.persistence;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement the database did not carry out. */
public class SqlFailure extends RuntimeException {
    private final @Nullable String constraint;

    SqlFailure(SQLException cause, String sql, @Nullable String constraint) {
        super(cause.getMessage() + " in: " + sql, cause);
        this.constraint = constraint;
    }

    static SqlFailure of(SQLException cause, String sql) {
        if (cause instanceof org.postgresql.util.PSQLException failure && failure.getServerErrorMessage() != null) {
            var message = failure.getServerErrorMessage();
            if ("23505".equals(failure.getSQLState())) {
                return new DuplicateKey(cause, sql, message.getConstraint());
            }
            return new SqlFailure(cause, sql, message.getConstraint());
        }
        return new SqlFailure(cause, sql, null);
    }

    /** The name of the violated constraint or unique index, if that was the reason. */
    public @Nullable String constraint() { return constraint; }

    /** A unique index already holds the key. */
    public static final class DuplicateKey extends SqlFailure {
        DuplicateKey(SQLException cause, String sql, @Nullable String constraint) { super(cause, sql, constraint); }
    }
}
