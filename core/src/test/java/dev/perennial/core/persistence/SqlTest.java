package dev.perennial.core.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SqlTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    static final Sql sql = database.sql();

    @BeforeAll
    static void createTables() {
        sql.update("""
                create table parent (id uuid primary key, version int not null default 0, at timestamptz, facts jsonb);
                create table child (sequence bigint generated always as identity, parent_id uuid, name text, at timestamptz, facts jsonb);
                """);
    }

    private static UUID parent() {
        UUID id = UUID.randomUUID();
        sql.insert("parent", "id", id);
        return id;
    }

    private static List<String> children(UUID parent) {
        return sql.list("select name from child where parent_id = ? order by sequence", row -> row.text("name"), parent);
    }

    @Test
    void keepsMicroseconds() {
        UUID id = UUID.randomUUID();
        sql.insert("parent", "id, at", id, Instant.parse("2026-01-01T00:00:00.123456999Z"));
        Instant stored = sql.one("select at from parent where id = ?", row -> row.instant("at"), id);
        assertThat(stored).isEqualTo("2026-01-01T00:00:00.123456Z");
        Instant now = database.get(Clock.class).instant();
        assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
    }

    @Test
    void insertsManyRowsInTheirOrderWithTheirNulls() {
        UUID id = parent();
        Instant at = Instant.parse("2026-01-01T00:00:00.000001999Z");
        sql.insertAll("child", "parent_id uuid, name text, at timestamptz, facts jsonb", List.of("c", "a", "b {\"},\\"),
                name -> new @Nullable Object[]{id, name, name.equals("a") ? null : at, name.equals("a") ? new AsJson(null) : Map.of("k", name)});
        assertThat(children(id)).containsExactly("c", "a", "b {\"},\\");
        assertThat(sql.list("select facts ->> 'k' as k from child where parent_id = ? and at = ? order by sequence", row -> row.text("k"), id, at))
                .containsExactly("c", "b {\"},\\");
        sql.insertAll("child", "parent_id uuid", List.<UUID>of(), none -> new @Nullable Object[]{none});
    }

    @Test
    void refusesARowOfAnotherWidth() {
        assertThatThrownBy(() -> sql.insertAll("child", "parent_id uuid, name text", List.of("x"), name -> new @Nullable Object[]{name}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsChildrenOfARowAsJson() {
        record Child(String name, @Nullable Instant at, @Nullable Integer seats) {}
        UUID id = parent();
        sql.insert("child", "parent_id, name, at", id, "x", Instant.parse("2026-01-01T00:00:00.123456Z"));
        String gather = "select (select jsonb_agg(jsonb_build_object('name', name, 'at', at)) from child where parent_id = ?) as children";
        List<Child> one = sql.one(gather, row -> row.list("children", Child.class), id);
        assertThat(one).containsExactly(new Child("x", Instant.parse("2026-01-01T00:00:00.123456Z"), null));
        List<Child> none = sql.one(gather, row -> row.list("children", Child.class), UUID.randomUUID());
        assertThat(none).isEmpty();
    }

    @Test
    void takesNoLockOutsideOfATransaction() {
        UUID id = parent();
        assertThatThrownBy(() -> sql.lock("parent", "select id from parent where id = ?", row -> row.uuid("id"), id))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("transaction");
    }

    @Test
    void refusesToLockWhatIsNotThere() {
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> database.inTransaction(() -> sql.lock("parent", "select id from parent where id = ?", row -> row.uuid("id"), id)))
                .isInstanceOf(IllegalStateException.class).hasMessage("no parent " + id);
    }

    @Test // The second transaction's first statement began before the first one had committed its child.
    void seesWhatWasCommittedWhileItWaitedForTheLock() {
        UUID id = parent();
        var second = database.inTransaction(() -> {
            lockedVersion(id);
            var waiting = database.elsewhere(() -> lockedVersion(id) + " " + children(id));
            database.awaitBlocked();
            sql.update("update parent set version = 7 where id = ?", id);
            sql.insert("child", "parent_id, name", id, "new");
            return waiting;
        });
        assertThat(second.join()).isEqualTo("7/1 [new]");
    }

    private static String lockedVersion(UUID id) {
        return sql.lock("parent", "select version, (select count(*) from child where parent_id = parent.id) as children from parent where id = ?",
                row -> row.integer("version") + "/" + row.number("children"), id);
    }

    @Test
    void rollsBackWhenTheWorkFails() {
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> database.inTransaction(() -> {
            sql.insert("parent", "id", id);
            throw new IllegalArgumentException("no");
        })).isInstanceOf(IllegalArgumentException.class);
        assertThat(sql.find("select id from parent where id = ?", row -> row.uuid("id"), id)).isEmpty();
    }

    @Test
    void tellsADuplicateKeyByItsConstraint() {
        UUID id = parent();
        assertThatThrownBy(() -> sql.insert("parent", "id", id))
                .isInstanceOfSatisfying(SqlFailure.DuplicateKey.class, failure -> assertThat(failure.constraint()).isEqualTo("parent_pkey"));
    }

    @Test
    void insistsOnTheOneRow() {
        assertThatThrownBy(() -> sql.updateOne("update parent set version = 1 where id = ?", UUID.randomUUID()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sql.one("select 1 as one where false", row -> row.integer("one"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sql.find("select 1 as one union all select 2", row -> row.integer("one"))).isInstanceOf(IllegalStateException.class);
    }
}
