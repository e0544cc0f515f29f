package dev.perennial.core.payment.persistence;

import dev.perennial.core.payment.Payment;
import dev.perennial.core.payment.Payment.Status;
import dev.perennial.core.payment.PaymentAttempt.Trigger;
import dev.perennial.core.payment.Payments;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class JdbcPayments implements Payments {
    private static final String COLUMNS = """
            id, created_at, modified_at, organization_id, customer_id, checkout_id, order_id, attempt_id, processor_id, status, amount, currency, method, \
            method_metadata, trigger, decline_reason, decline_message""";
    static final String SELECT = "select " + COLUMNS + " from payment where ";

    private final Sql sql;

    JdbcPayments(Sql sql) { this.sql = sql; }

    @Override
    public Optional<Payment> find(UUID id) {
        return sql.find(SELECT + "id = ?", JdbcPayments::read, id);
    }

    @Override
    public Optional<Payment> findByProcessorId(String processorId) {
        return sql.find(SELECT + "processor_id = ?", JdbcPayments::read, processorId);
    }

    @Override
    public Optional<Payment> findLatestOfOrder(UUID orderId) {
        return sql.find(SELECT + "order_id = ? order by created_at desc, id limit 1", JdbcPayments::read, orderId);
    }

    /** A charge that has ended stays ended: what the processor told earlier may arrive later. */
    @Override
    public UUID save(Payment it) {
        return sql.one("insert into payment as stored (" + COLUMNS + ") values (" + Sql.marks(17) + """
                )
                on conflict (processor_id) do update set modified_at = coalesce(excluded.modified_at, excluded.created_at),
                    checkout_id = coalesce(stored.checkout_id, excluded.checkout_id), order_id = coalesce(stored.order_id, excluded.order_id),
                    status = case stored.status when 'pending' then excluded.status else stored.status end,
                    method = excluded.method, method_metadata = excluded.method_metadata,
                    decline_reason = coalesce(excluded.decline_reason, stored.decline_reason),
                    decline_message = coalesce(excluded.decline_message, stored.decline_message)
                returning id
                """, row -> row.uuid("id"), it.id(), it.createdAt(), it.modifiedAt(), it.organizationId(), it.customerId(), it.checkoutId(),
                it.orderId(), it.attemptId(),
                it.processorId(), it.status().wire(), it.amount().minorUnits(), it.amount().currency(), it.method(), it.methodMetadata(),
                it.trigger().wire(), it.declineReason(), it.declineMessage());
    }

    @Override
    public void linkToOrder(UUID checkoutId, UUID orderId) {
        sql.update("update payment set order_id = ? where checkout_id = ? and order_id is null", orderId, checkoutId);
    }

    static Payment read(Row row) {
        return new Payment(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.uuid("organization_id"),
                row.uuid("customer_id"), row.uuidOrNull("checkout_id"), row.uuidOrNull("order_id"), row.uuid("attempt_id"), row.text("processor_id"),
                Status.of(row.text("status")), row.money("amount", "currency"), row.text("method"), row.map("method_metadata"),
                Trigger.of(row.text("trigger")), row.textOrNull("decline_reason"), row.textOrNull("decline_message"));
    }
}
