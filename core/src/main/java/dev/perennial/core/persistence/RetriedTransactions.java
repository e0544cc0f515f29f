package dev.perennial.core.persistence;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.connection.SynchronousConnectionManager;
import io.micronaut.transaction.TransactionCallback;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.jdbc.DataSourceTransactionManager;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The transactions of every process. One that is not part of another is taken once more when the database chose it as the victim of a deadlock, so its work must
 * leave nothing behind but what it writes to the database, and its answer.
 */
@Singleton
@Replaces(DataSourceTransactionManager.class)
final class RetriedTransactions implements TransactionOperations<Connection> {
    private final DataSourceTransactionManager transactions;

    RetriedTransactions(DataSource source, ConnectionOperations<Connection> connections, SynchronousConnectionManager<Connection> manager) {
        transactions = new DataSourceTransactionManager(source, connections, manager);
    }

    @Override
    public <R> R execute(TransactionDefinition definition, TransactionCallback<Connection, R> work) {
        return transactions.findTransactionStatus().isPresent()
                ? transactions.execute(definition, work)
                : Victims.retried(() -> transactions.execute(definition, work));
    }

    @Override
    public Connection getConnection() { return transactions.getConnection(); }

    @Override
    public boolean hasConnection() { return transactions.hasConnection(); }

    @Override
    public Optional<? extends TransactionStatus<?>> findTransactionStatus() { return transactions.findTransactionStatus(); }
}
