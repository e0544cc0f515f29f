package dev.perennial.core.payment.persistence;

import dev.perennial.core.payment.PaymentMethod;
import dev.perennial.core.payment.PaymentMethod.Card;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.time.RealInstant;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcPaymentMethods implements PaymentMethods {
    private static final String COLUMNS = """
            id, created_at, modified_at, customer_id, processor_id, type, brand, last4, exp_month, exp_year, wallet, country, fingerprint""";
    static final String SELECT = "select " + COLUMNS + " from payment_method where deleted_at is null and ";

    private final Sql sql;

    JdbcPaymentMethods(Sql sql) { this.sql = sql; }

    @Override
    public Optional<PaymentMethod> find(UUID id) {
        return sql.find(SELECT + "id = ?", JdbcPaymentMethods::read, id);
    }

    @Override
    public List<PaymentMethod> ofCustomer(UUID customerId) {
        return sql.list(SELECT + "customer_id = ? order by created_at, id", JdbcPaymentMethods::read, customerId);
    }

    @Override
    public PaymentMethod save(PaymentMethod it) {
        Card card = it.card();
        @Nullable
        Object[] common = {it.id(), it.createdAt(), it.modifiedAt(), it.customerId(), it.processorId(), it.type(), null, null, null, null,
                null, null, null};
        if (card != null) {
            @Nullable
            Object[] details = {card.brand(), card.last4(), card.expMonth(), card.expYear(), card.wallet(), card.country(),
                    card.fingerprint()};
            System.arraycopy(details, 0, common, common.length - details.length, details.length);
        }
        return sql.one("insert into payment_method (" + COLUMNS + ") values (" + Sql.marks(common.length)
                + """
                        )
                        on conflict (customer_id, processor_id) do update set modified_at = coalesce(excluded.modified_at, excluded.created_at),
                            type = excluded.type, brand = excluded.brand, last4 = excluded.last4, exp_month = excluded.exp_month, exp_year = excluded.exp_year,
                            wallet = excluded.wallet, country = excluded.country, fingerprint = excluded.fingerprint, deleted_at = null
                        returning\s"""
                + COLUMNS, JdbcPaymentMethods::read, common);
    }

    /** Three statements in the order in which locks are taken: subscriptions, their customer, then the method. */
    @Override
    public void removeDetached(String processorId, RealInstant heardAt) {
        sql.requireTransaction();
        record Detached(UUID id, Instant now) {}
        sql.list("""
                select m.id, coalesce(t.frozen_time, ?::timestamptz) as now from payment_method m join customer c on c.id = m.customer_id
                left join test_clock t on t.id = c.test_clock_id
                where m.processor_id = ? and m.deleted_at is null order by m.id""", row -> new Detached(row.uuid("id"), row.instant("now")),
                heardAt, processorId).forEach(detached -> remove(detached.id(), detached.now()));
    }

    @Override
    public void remove(UUID id, Instant now) {
        sql.requireTransaction();
        sql.update("""
                update subscription set payment_method_id = (
                    select m.id from payment_method m join customer c on c.id = m.customer_id
                    where c.id = subscription.customer_id and m.deleted_at is null and m.id <> ?
                    order by m.id = c.default_payment_method_id desc nulls last, m.created_at, m.id limit 1), modified_at = ?
                where id in (
                    select id from subscription where customer_id = (select customer_id from payment_method where id = ?) and payment_method_id = ?
                        and ended_at is null order by id for no key update)
                """, id, now, id, id);
        sql.update("""
                update customer set default_payment_method_id = null, modified_at = ?
                where id = (select customer_id from payment_method where id = ?) and default_payment_method_id = ?
                """, now, id, id);
        sql.update("update payment_method set deleted_at = ?, modified_at = ? where id = ? and deleted_at is null", now, now, id);
    }

    static PaymentMethod read(Row row) {
        return new PaymentMethod(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.uuid("customer_id"),
                row.text("processor_id"), row.text("type"), readCard(row));
    }

    private static @Nullable Card readCard(Row row) {
        String brand = row.textOrNull("brand");
        return brand == null
                ? null
                : new Card(brand, row.text("last4"), row.integer("exp_month"), row.integer("exp_year"), row.textOrNull("wallet"),
                        row.textOrNull("country"), row.textOrNull("fingerprint"));
    }
}
