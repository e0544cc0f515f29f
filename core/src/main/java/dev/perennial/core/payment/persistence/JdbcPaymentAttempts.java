package dev.perennial.core.payment.persistence;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.payment.ChargeBrief;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempt.Kind;
import dev.perennial.core.payment.PaymentAttempt.State;
import dev.perennial.core.payment.PaymentAttempt.Trigger;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.time.RealInstant;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class JdbcPaymentAttempts implements PaymentAttempts {
    static final String COLUMNS = """
            id, created_at, kind, organization_id, customer_id, checkout_id, order_id, command_id, trigger, amount, currency, payment_method_id, state, intent_id, \
            intent_client_secret, decline_code, set_default, generation, started_at, key_since, asked_at""";
    static final String SELECT = "select " + COLUMNS + " from payment_attempt where ";
    private static final String BRIEF = "select a.*, o.name as organization_name, o.slug as organization_slug, o.require_3ds, "
            + "o.status as organization_status, c.deleted_at is not null or o.deleted_at is not null or s.ended_at is not null as gone, "
            + "c.processor_customer_id as payer, sold.description, m.processor_id as saved_method, k.client_secret as session_secret, "
            + "p.name as session_product, p.recurring_interval is not null as session_recurring, given.body as arguments, b.refusals, b.last_refused, b.opened_at, b.probe_at from ("
            + SELECT
            + "id = ?) a "
            + """
                    join organization o on o.id = a.organization_id
                    join customer c on c.id = a.customer_id
                    left join orders sold on sold.id = a.order_id
                    left join subscription s on s.id = sold.subscription_id
                    cross join processor_breaker b
                    left join payment_method m on m.id = a.payment_method_id
                    left join checkout k on k.id = a.checkout_id
                    left join product p on p.id = k.product_id
                    left join command given on given.id = a.command_id
                    """;
    private static final String OPEN = " and state in ('started', 'unknown', 'requires_action', 'processing')";

    private final Sql sql;

    JdbcPaymentAttempts(Sql sql) { this.sql = sql; }

    @Override
    public Optional<PaymentAttempt> find(UUID id) {
        return sql.find(SELECT + "id = ?", JdbcPaymentAttempts::read, id);
    }

    @Override
    public Map<UUID, PaymentAttempt> findAll(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : sql.list(SELECT + "id = any(?)", JdbcPaymentAttempts::read, ids).stream().collect(toMap(PaymentAttempt::id, identity()));
    }

    @Override
    public Optional<ChargeBrief> brief(UUID id) {
        return sql.find(BRIEF, JdbcPaymentAttempts::readBrief, id);
    }

    @Override
    public PaymentAttempt lock(UUID id) {
        return sql.lockAlone(SELECT + "id = ?", JdbcPaymentAttempts::read, id);
    }

    @Override
    public Optional<PaymentAttempt> findByIntent(String intentId) {
        return sql.find(SELECT + "intent_id = ?", JdbcPaymentAttempts::read, intentId);
    }

    @Override
    public Optional<PaymentAttempt> findByCommand(UUID commandId) {
        return sql.find(SELECT + "command_id = ?", JdbcPaymentAttempts::read, commandId);
    }

    @Override
    public Optional<PaymentAttempt> findOpenOfOrder(UUID orderId) {
        return sql.find(SELECT + "order_id = ?" + OPEN, JdbcPaymentAttempts::read, orderId);
    }

    @Override
    public Optional<PaymentAttempt> findOpenOfCheckout(UUID checkoutId) {
        return sql.find(SELECT + "checkout_id = ?" + OPEN, JdbcPaymentAttempts::read, checkoutId);
    }

    @Override
    public List<PaymentAttempt> openOf(UUID customerId) {
        return sql.list(SELECT + "customer_id = ?" + OPEN + " order by created_at, id", JdbcPaymentAttempts::read, customerId);
    }

    @Override
    public Optional<PaymentAttempt> findLatestOfCheckout(UUID checkoutId) {
        return sql.find(SELECT + "checkout_id = ? order by created_at desc, started_at desc, id limit 1", JdbcPaymentAttempts::read, checkoutId);
    }

    @Override
    public Optional<PaymentAttempt> findSuccessOfOrder(UUID orderId) {
        return sql.find(SELECT + """
                state = 'succeeded' and (order_id = ? or checkout_id = (select checkout_id from orders where id = ?))
                order by created_at desc limit 1""", JdbcPaymentAttempts::read, orderId, orderId);
    }

    @Override
    public int countCustomerRetries(UUID orderId) {
        return sql.one("select count(*)::int as retries from payment_attempt where order_id = ? and trigger = ?", row -> row.integer("retries"),
                orderId,
                Trigger.RETRY_CUSTOMER.wire());
    }

    @Override
    public void insert(PaymentAttempt it) {
        sql.insert("payment_attempt", COLUMNS, it.id(), it.createdAt(), it.kind().wire(), it.organizationId(), it.customerId(), it.checkoutId(),
                it.orderId(), it.commandId(), it.trigger().wire(), it.amount().minorUnits(), it.amount().currency(), it.paymentMethodId(),
                it.state().wire(),
                it.intentId(), it.clientSecret(), it.declineCode(), it.setDefault(), it.generation(), it.startedAt(), it.keySince(), it.askedAt());
    }

    /** Whom it charges, for what and how much was promised to the processor with its id and stays. */
    @Override
    public void update(PaymentAttempt it) {
        sql.updateOne("""
                update payment_attempt set payment_method_id = ?, state = ?, intent_id = ?, intent_client_secret = ?, decline_code = ?,
                    set_default = ?, generation = ?, started_at = ?, key_since = ?, asked_at = ?
                where id = ?
                """, it.paymentMethodId(), it.state().wire(), it.intentId(), it.clientSecret(), it.declineCode(), it.setDefault(),
                it.generation(), it.startedAt(), it.keySince(), it.askedAt(), it.id());
    }

    private static ChargeBrief readBrief(Row row) {
        String secret = row.textOrNull("session_secret");
        var session = secret == null ? null : new ChargeBrief.Session(secret, row.text("session_product"), row.flag("session_recurring"));
        Map<String, Object> arguments = row.mapOrNull("arguments");
        return new ChargeBrief(read(row), row.textOrNull("payer"), row.text("organization_name"), row.text("organization_slug"),
                row.flag("require_3ds"), row.textOrNull("description"), session, row.textOrNull("saved_method"),
                arguments == null ? Map.of() : arguments, isCalledOff(row), JdbcBreakers.read(row));
    }

    /** A stopped merchant sells nothing any more; what its customers owe stays owed. */
    private static boolean isCalledOff(Row row) {
        boolean forSale = row.uuidOrNull("checkout_id") != null;
        return row.flag("gone") || (forSale && !OrganizationStatus.of(row.text("organization_status")).takesCheckoutPayments());
    }

    /** What an older release has written says nothing of the key: it may be as old as the attempt. */
    private static RealInstant keySince(Row row) {
        RealInstant since = row.realInstantOrNull("key_since");
        return since == null ? row.realInstant("started_at") : since;
    }

    static PaymentAttempt read(Row row) {
        return new PaymentAttempt(row.uuid("id"), row.instant("created_at"), Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.uuid("organization_id"), row.uuid("customer_id"), row.uuidOrNull("checkout_id"), row.uuidOrNull("order_id"),
                row.uuidOrNull("command_id"),
                Trigger.of(row.text("trigger")), row.money("amount", "currency"), row.uuidOrNull("payment_method_id"),
                State.valueOf(row.text("state").toUpperCase(Locale.ROOT)), row.textOrNull("intent_id"), row.textOrNull("intent_client_secret"),
                row.textOrNull("decline_code"), row.flag("set_default"), row.integer("generation"), row.realInstant("started_at"),
                keySince(row), row.realInstantOrNull("asked_at"));
    }
}
