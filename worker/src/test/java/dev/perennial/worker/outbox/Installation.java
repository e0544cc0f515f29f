package dev.perennial.worker.outbox;

import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.DatabaseProperties;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.webhook.SigningSecrets;
import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookEndpoints;
import dev.perennial.core.webhook.WebhookEventType;
import dev.perennial.core.webhook.WebhookSecret;
import dev.perennial.dev.postgres.LocalPostgres;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinitionReference;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A migrated database with one organization, and everything of ours on it but the worker's own beans, which a test puts together itself. */
public final class Installation implements AutoCloseable {
    public final Settings settings = Settings.of(Map.of("PERENNIAL_DATABASE_URL", LocalPostgres.temporary().createDatabase(),
            "PERENNIAL_DATABASE_USER",
            LocalPostgres.USER, "PERENNIAL_DATABASE_POOL_SIZE", "8", "PERENNIAL_TEMPORAL_ADDRESS", "localhost:1", "PERENNIAL_SECRET", "test",
            "PERENNIAL_STRIPE_API_KEY", "sk_test", "PERENNIAL_STRIPE_WEBHOOK_SECRET", "whsec_test", "PERENNIAL_WEBHOOKS_ALLOW_PRIVATE_TARGETS",
            "true"));
    public final UUID organization = UUID.randomUUID();
    private final DefaultApplicationContext context;
    private final TransactionOperations<Connection> transactions;

    public Installation() { this(new WithoutWorker("dev.perennial.worker")); }

    /** One that lives in the time of a test. */
    public Installation(Clock clock) {
        this(new WithoutWorker("dev.perennial.worker", "dev.perennial.core.persistence.$Clocks"));
        context.registerSingleton(Clock.class, clock);
    }

    private Installation(DefaultApplicationContext context) {
        this.context = context;
        context.getEnvironment().addPropertySource(PropertySource.of(DatabaseProperties.forSteps(settings)));
        context.registerSingleton(settings);
        context.start();
        transactions = context.getBean(Argument.of(TransactionOperations.class, Connection.class));
        sql().update(
                "insert into organization (id, created_at, name, slug, status, invoice_prefix) values (?, now(), 'Acme', 'acme', 'active', 'ACME')",
                organization);
    }

    @SuppressWarnings("rawtypes") // The framework's own signature.
    private static final class WithoutWorker extends DefaultApplicationContext {
        private final List<String> without;

        WithoutWorker(String... without) {
            super("test");
            this.without = List.of(without);
        }

        @Override
        protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
            return super.resolveBeanDefinitionReferences().stream()
                    .filter(bean -> without.stream().noneMatch(bean.getBeanDefinitionName()::startsWith))
                    .toList();
        }
    }

    public <T> T get(Class<T> bean) {
        return context.getBean(bean);
    }

    public Sql sql() { return get(Sql.class); }

    /** Gives it something that is the worker's own otherwise. */
    public <T> void add(Class<T> type, T bean) { context.registerSingleton(type, bean); }

    public TransactionOperations<Connection> transactions() { return transactions; }

    /** An endpoint that wants to know of paid orders. */
    UUID endpoint(String url) {
        UUID id = UUID.randomUUID();
        get(WebhookEndpoints.class).insert(new WebhookEndpoint(id, Instant.now(), null, organization, url, null, WebhookEndpoint.Format.RAW,
                SigningSecrets.of(new WebhookSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")), List.of(WebhookEventType.ORDER_PAID),
                true, null));
        return id;
    }

    /** Commits a fact; its payload is what the receiver finds in {@code data}. */
    void commit(String type, UUID subject, UUID key, String payload) {
        transactions.executeWrite(_ -> {
            get(Outbox.class).append(List.of(new Fact(type, organization, subject, key, () -> payload)), Instant.now());
            return null;
        });
    }

    public void inTransaction(Runnable change) {
        transactions.executeWrite(_ -> {
            change.run();
            return true;
        });
    }

    long count(String query) {
        return sql().one("select count(*) as rows from " + query, row -> row.number("rows"));
    }

    @Override
    public void close() {
        context.close();
    }
}
