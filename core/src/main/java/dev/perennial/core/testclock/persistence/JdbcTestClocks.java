package dev.perennial.core.testclock.persistence;

import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.testclock.TestClock;
import dev.perennial.core.testclock.TestClock.Status;
import dev.perennial.core.testclock.TestClocks;
import dev.perennial.core.time.RealInstant;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcTestClocks implements TestClocks {
    private static final String COLUMNS = "id, created_at, modified_at, organization_id, name, frozen_time, target_time, status, failure, deleted_at";
    static final String SELECT = "select " + COLUMNS + " from test_clock where ";

    /** The first of each owner is found by its index; the earliest of the three is the answer. */
    private static final String EARLIEST_DUE = """
            select at, owner, id from (
                (select next_wake_at as at, 'SUBSCRIPTION' as owner, id from subscription where test_clock_id = ? and next_wake_at <= ?
                 order by next_wake_at, id limit 1)
                union all
                (select next_wake_at, 'ORDER', id from orders where test_clock_id = ? and next_wake_at <= ? order by next_wake_at, id limit 1)
                union all
                (select next_wake_at, 'CHECKOUT', id from checkout where test_clock_id = ? and next_wake_at <= ? order by next_wake_at, id limit 1)
            ) due order by at, id limit 1
            """;

    private final Sql sql;

    JdbcTestClocks(Sql sql) { this.sql = sql; }

    @Override
    public Optional<TestClock> find(UUID id) {
        return sql.find(SELECT + "id = ?", JdbcTestClocks::read, id);
    }

    @Override
    public TestClock lock(UUID id) {
        return sql.lock("test_clock", SELECT + "id = ?", JdbcTestClocks::read, id);
    }

    @Override
    public void insert(TestClock it) {
        sql.insert("test_clock", COLUMNS, it.id(), it.createdAt(), it.modifiedAt(), it.organizationId(), it.name(), it.frozenTime(), it.targetTime(),
                it.status().wire(), it.failure(), it.deletedAt());
    }

    @Override
    public void update(TestClock it) {
        sql.updateOne(
                """
                        update test_clock set modified_at = ?, name = ?, frozen_time = ?, target_time = ?, status = ?, failure = ?, deleted_at = ? where id = ?
                        """,
                it.modifiedAt(), it.name(), it.frozenTime(), it.targetTime(), it.status().wire(), it.failure(), it.deletedAt(), it.id());
    }

    @Override
    public Optional<Due> earliestDue(UUID clockId, Instant upTo) {
        return sql.find(EARLIEST_DUE, row -> new Due(row.instant("at"), Owner.valueOf(row.text("owner")), row.uuid("id")),
                clockId, upTo, clockId, upTo, clockId, upTo);
    }

    @Override
    public List<UUID> liveSubscriptionsOn(UUID clockId) {
        return sql.list("select id from subscription where test_clock_id = ? and ended_at is null order by id", row -> row.uuid("id"), clockId);
    }

    @Override
    public void followUp(UUID clockId, RealInstant dueAt) {
        sql.requireTransaction();
        sql.updateOne("update test_clock set follow_up_due_at = ? where id = ?", dueAt, clockId);
    }

    @Override
    public void followedUp(UUID clockId) {
        sql.update("update test_clock set follow_up_due_at = null where id = ?", clockId);
    }

    @Override
    public boolean hasHistory(UUID customerId) {
        return sql.one("""
                select exists (select 1 from orders where customer_id = ?) or exists (select 1 from subscription where customer_id = ?)
                    or exists (select 1 from checkout where customer_id = ? and status in ('open', 'confirmed')) as marked""",
                row -> row.flag("marked"), customerId, customerId, customerId);
    }

    @Override
    public void attach(UUID clockId, UUID customerId, @Nullable Instant modifiedAt) {
        sql.updateOne("update customer set test_clock_id = ?, modified_at = coalesce(?, modified_at) where id = ?", clockId, modifiedAt, customerId);
    }

    static TestClock read(Row row) {
        return new TestClock(row.uuid("id"), row.realInstant("created_at"), row.realInstantOrNull("modified_at"), row.uuid("organization_id"),
                row.text("name"), row.instant("frozen_time"), row.instant("target_time"), Status.of(row.text("status")), row.textOrNull("failure"),
                row.realInstantOrNull("deleted_at"));
    }
}
