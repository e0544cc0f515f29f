package dev.perennial.core.moneycase.persistence;

import static java.util.stream.Collectors.toMap;

import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.moneycase.MoneyCase.Kind;
import dev.perennial.core.moneycase.MoneyCase.Refund;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.time.RealInstant;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class JdbcMoneyCases implements MoneyCases {
    private static final String COLUMNS = """
            id, opened_at, kind, organization_id, customer_id, attempt_id, checkout_id, order_id, intent_id, amount, currency, refund, refund_id, tries, \
            next_try_at, problem, closed_at, note""";
    private static final String SELECT = "select " + COLUMNS + " from money_case where ";
    private static final String UNDECIDED = " and refund = 'none' and closed_at is null";

    private final Sql sql;

    JdbcMoneyCases(Sql sql) { this.sql = sql; }

    @Override
    public Optional<MoneyCase> find(UUID id) {
        return sql.find(SELECT + "id = ?", JdbcMoneyCases::read, id);
    }

    @Override
    public Optional<MoneyCase> find(UUID attemptId, String intentId) {
        return sql.find(SELECT + "attempt_id = ? and intent_id = ?", JdbcMoneyCases::read, attemptId, intentId);
    }

    @Override
    public MoneyCase lock(UUID id) {
        return sql.lockAlone(SELECT + "id = ?", JdbcMoneyCases::read, id);
    }

    @Override
    public List<MoneyCase> undecidedBeside(PaymentAttempt attempt) {
        return sql.list(SELECT + "(attempt_id = ? or checkout_id = ? or order_id = ?)" + UNDECIDED + " order by opened_at, id", JdbcMoneyCases::read,
                attempt.id(), attempt.checkoutId(), attempt.orderId());
    }

    @Override
    public Optional<UUID> undecidedOfCheckout(UUID checkoutId) {
        return undecided("checkout_id", checkoutId);
    }

    @Override
    public Optional<UUID> undecidedOfOrder(UUID orderId) {
        return undecided("order_id", orderId);
    }

    private Optional<UUID> undecided(String owner, UUID id) {
        return sql.find("select attempt_id from money_case where " + owner + " = ?" + UNDECIDED + " order by opened_at, id limit 1",
                row -> row.uuid("attempt_id"), id);
    }

    @Override
    public void lookAtRefund(String refundId, RealInstant now) {
        sql.update("update money_case set next_try_at = ? where refund_id = ? and refund = 'done'", now, refundId);
    }

    @Override
    public void open(MoneyCase it) {
        sql.update("insert into money_case (" + COLUMNS + ") values (" + Sql.marks(18) + ") on conflict (attempt_id, intent_id) do nothing", it.id(),
                it.openedAt(), it.kind().wire(), it.organizationId(), it.customerId(), it.attemptId(), it.checkoutId(), it.orderId(), it.intentId(),
                it.amount().minorUnits(), it.amount().currency(), it.refund().wire(), it.refundId(), it.tries(), it.nextTryAt(), it.problem(),
                it.closedAt(), it.note());
    }

    @Override
    public void update(MoneyCase it) {
        sql.updateOne(
                """
                        update money_case set kind = ?, amount = ?, currency = ?, refund = ?, refund_id = ?, tries = ?, next_try_at = ?, problem = ?, closed_at = ?,
                            note = ?
                        where id = ?
                        """,
                it.kind().wire(), it.amount().minorUnits(), it.amount().currency(), it.refund().wire(), it.refundId(), it.tries(),
                it.nextTryAt(), it.problem(), it.closedAt(), it.note(), it.id());
    }

    @Override
    public List<MoneyCase> takeDue(RealInstant now, RealInstant until, int limit) {
        return sql.list("""
                update money_case set next_try_at = ? where id in (
                    select id from money_case where next_try_at <= ? order by next_try_at limit ? for update skip locked)
                returning\s""" + COLUMNS, JdbcMoneyCases::read, until, now, limit);
    }

    @Override
    public List<MoneyCase> open(int limit) {
        return sql.list(SELECT + "closed_at is null order by opened_at, id limit ?", JdbcMoneyCases::read, limit);
    }

    @Override
    public Map<Refund, Long> countOpen() {
        record Count(Refund refund, long cases) {}
        return sql.list("select refund, count(*) as cases from money_case where closed_at is null group by refund",
                row -> new Count(Refund.of(row.text("refund")), row.number("cases"))).stream().collect(toMap(Count::refund, Count::cases));
    }

    @Override
    public boolean close(UUID id, String note, RealInstant now) {
        return sql.update("""
                update money_case set closed_at = ?, note = ?, next_try_at = case when refund in ('due', 'done') then next_try_at end
                where id = ? and closed_at is null""", now, note, id) == 1;
    }

    private static MoneyCase read(Row row) {
        return new MoneyCase(row.uuid("id"), row.realInstant("opened_at"), Kind.of(row.text("kind")), row.uuid("organization_id"),
                row.uuid("customer_id"), row.uuid("attempt_id"), row.uuidOrNull("checkout_id"), row.uuidOrNull("order_id"), row.text("intent_id"),
                row.money("amount", "currency"), Refund.of(row.text("refund")), row.textOrNull("refund_id"), row.integer("tries"),
                row.realInstantOrNull("next_try_at"), row.textOrNull("problem"), row.realInstantOrNull("closed_at"), row.textOrNull("note"));
    }
}
