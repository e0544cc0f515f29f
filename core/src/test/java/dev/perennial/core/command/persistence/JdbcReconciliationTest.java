package dev.perennial.core.command.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static dev.perennial.core.persistence.Shop.REAL_NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.command.Reconciliation;
import dev.perennial.core.command.Reconciliation.Kind;
import dev.perennial.core.command.Reconciliation.Late;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.time.RealInstant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is late, what of it is tried next (LIV-6, LIV-7). */
class JdbcReconciliationTest {
    private static final Duration PAST_EVERY_PAUSE = Duration.ofHours(2);
    @AutoClose
    final TestDatabase database = new TestDatabase();
    final Reconciliation reconciliation = database.get(Reconciliation.class);
    final Commands commands = database.get(Commands.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();

    private UUID given(Instant at) {
        UUID id = UUID.randomUUID();
        commands.insert(new Command(id, new RealInstant(at), "revoke", "subscription", UUID.randomUUID(), organization, "user:1", Map.of(), null));
        return id;
    }

    private List<Late> take(Kind kind, Instant now, int limit) { return reconciliation.take(kind, new RealInstant(now), limit); }

    private List<UUID> taken(Kind kind, Instant now, int limit) {
        return take(kind, now, limit).stream().map(Late::id).toList();
    }

    @Test
    void whatHasBeenLateForAMinuteIsTakenLongestWaitingFirst() {
        UUID second = given(NOW.minusSeconds(3_599));
        UUID first = given(NOW.minusSeconds(3_600));
        UUID done = given(NOW.minusSeconds(3_601));
        given(NOW.minusSeconds(59));
        commands.finish(done, Outcome.APPLIED, REAL_NOW);
        assertThat(taken(Kind.COMMAND, NOW, 10)).containsExactly(first, second);
    }

    @Test
    void subscriptionsAreTakenWhereTheyMayRenew() {
        var product = shop.product(organization, 2_000);
        UUID customer = shop.customer(organization).id();
        UUID late = shop.subscription(product, customer, null).id();
        Instant due = shop.subscription(product, customer, null).period().end();
        assertThat(taken(Kind.SUBSCRIPTION, due.plusSeconds(50), 10)).isEmpty();
        database.sql().update("update organization set status = 'blocked' where id = ?", organization);
        assertThat(taken(Kind.SUBSCRIPTION, due.plusSeconds(61), 10)).isEmpty();
        database.sql().update("update organization set status = 'active' where id = ?", organization);
        assertThat(take(Kind.SUBSCRIPTION, due.plusSeconds(61), 10)).hasSize(2).contains(new Late(Kind.SUBSCRIPTION, late, due, 0));
    }

    @Test
    void rowsThatStayLateHideNothing() {
        List<UUID> bad = IntStream.range(0, 300).mapToObj(i -> given(NOW.minusSeconds(7_200).plusMillis(i))).toList();
        UUID behind = given(NOW.minusSeconds(100));
        List<UUID> found = new ArrayList<>(taken(Kind.COMMAND, NOW, 200));
        found.addAll(taken(Kind.COMMAND, NOW, 200));
        assertThat(found).hasSize(301).containsAll(bad).endsWith(behind);
        assertThat(taken(Kind.COMMAND, NOW, 200)).as("each has had its turn").isEmpty();
        for (Kind kind : Kind.values()) { // None is hidden by another kind, and every query is one.
            assertThat(taken(kind, NOW, 200)).isEmpty();
        }
    }

    @Test
    void eachRowIsTriedLessAndLessOften() {
        UUID stuck = given(NOW.minusSeconds(7_200));
        int tries = 0;
        for (Instant now = NOW; now.isBefore(NOW.plus(Duration.ofHours(24))); now = now.plusSeconds(30)) {
            tries += taken(Kind.COMMAND, now, 10).size();
        }
        assertThat(tries).as("six doublings, then once an hour").isBetween(24, 30);
        UUID fresh = given(NOW.plus(Duration.ofHours(24)).minusSeconds(70));
        assertThat(taken(Kind.COMMAND, NOW.plus(Duration.ofHours(24)), 10)).contains(fresh).hasSizeLessThanOrEqualTo(2);
        commands.finish(stuck, Outcome.APPLIED, REAL_NOW);
        assertThat(taken(Kind.COMMAND, NOW.plus(Duration.ofHours(49)), 10)).containsExactly(fresh);
        List<UUID> remembered = database.sql().list("select id from late_work", row -> row.uuid("id"));
        assertThat(remembered).as("what was in order for a day is forgotten").doesNotContain(stuck);
    }

    @Test
    void aWakeUpHasOneIdForAsLongAsItMayBeUnderWay() {
        Instant due = NOW.minusSeconds(7_200);
        UUID id = given(due);
        Late first = take(Kind.COMMAND, NOW, 10).getFirst();
        Late again = take(Kind.COMMAND, NOW.plus(PAST_EVERY_PAUSE), 10).getFirst();
        assertThat(first.updateId()).isEqualTo("wake/command/" + id + "/" + due).isEqualTo(again.updateId());
        reconciliation.answered(again);
        Late anew = take(Kind.COMMAND, NOW.plus(PAST_EVERY_PAUSE).plus(PAST_EVERY_PAUSE), 10).getFirst();
        assertThat(anew.updateId()).as("answered, and late all the same").isNotEqualTo(first.updateId());
    }

    @Test
    void anotherDueTimeBeginsTheCountAgain() {
        Instant due = NOW.minusSeconds(7_200);
        UUID id = given(due);
        reconciliation.answered(take(Kind.COMMAND, NOW, 10).getFirst());
        database.sql().update("update command set created_at = ? where id = ?", due.plusSeconds(1), id);
        assertThat(take(Kind.COMMAND, NOW, 10)).containsExactly(new Late(Kind.COMMAND, id, due.plusSeconds(1), 0));
    }

    @Test
    void oneOfTwoProcessesTakesIt() {
        given(NOW.minusSeconds(7_200));
        var other = database.elsewhere(() -> taken(Kind.COMMAND, NOW, 10));
        assertThat(taken(Kind.COMMAND, NOW, 10).size() + other.join().size()).isEqualTo(1);
    }
}
