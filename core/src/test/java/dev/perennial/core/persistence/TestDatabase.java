package dev.perennial.core.persistence;

import dev.perennial.core.settings.Settings;
import dev.perennial.dev.postgres.LocalPostgres;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.GenericArgument;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** A migrated database of its own and the repositories on it, for one test class. */
public final class TestDatabase implements AutoCloseable {
    private final ApplicationContext context;
    private final TransactionOperations<Connection> transactions;

    public TestDatabase() { this(DatabaseProperties::of); }

    TestDatabase(Function<Settings, Map<String, Object>> properties) {
        Settings settings = Settings.of(Map.of("PERENNIAL_DATABASE_URL", LocalPostgres.temporary().createDatabase(), "PERENNIAL_DATABASE_USER",
                LocalPostgres.USER, "PERENNIAL_DATABASE_POOL_SIZE", "8", "PERENNIAL_TEMPORAL_ADDRESS", "localhost:1", "PERENNIAL_SECRET", "test",
                "PERENNIAL_STRIPE_API_KEY", "sk_test", "PERENNIAL_STRIPE_WEBHOOK_SECRET", "whsec_test", "PERENNIAL_SANDBOX", "true"));
        context = ApplicationContext.builder().singletons(settings).properties(properties.apply(settings)).start();
        transactions = context.getBean(new GenericArgument<TransactionOperations<Connection>>() {});
    }

    public <T> T get(Class<T> bean) {
        return context.getBean(bean);
    }

    public Sql sql() { return get(Sql.class); }

    public <T> T inTransaction(Supplier<T> work) {
        return transactions.executeWrite(_ -> work.get());
    }

    public void inTransaction(Runnable work) {
        inTransaction(() -> {
            work.run();
            return true;
        });
    }

    /** Runs work in a transaction of another thread. */
    public <T> CompletableFuture<T> elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(() -> inTransaction(work), Executors.newVirtualThreadPerTaskExecutor());
    }

    /** Waits until a transaction waits for a lock that another one holds. */
    public void awaitBlocked() {
        Awaitility.await().until(() -> sql().one("""
                select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as blocked
                """, row -> row.flag("blocked")));
    }

    @Override
    public void close() {
        context.close();
    }
}
