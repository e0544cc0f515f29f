package dev.perennial.core.moneycase.persistence;

import static dev.perennial.core.persistence.Shop.REAL_NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.moneycase.MoneyCase.Kind;
import dev.perennial.core.moneycase.MoneyCase.Refund;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.order.Order;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.time.RealInstant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcMoneyCasesTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final MoneyCases cases = database.get(MoneyCases.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();
    final UUID customer = shop.customer(organization).id();
    final Order order = shop.order(shop.subscription(shop.product(organization, 2_000), customer, null));
    final PaymentAttempt attempt = shop.attempt(order, PaymentAttempt.Trigger.RETRY_CUSTOMER, PaymentAttempt.State.FAILED);

    @AfterEach
    void closeAll() { cases.open(100).forEach(open -> cases.close(open.id(), "seen", REAL_NOW)); }

    private MoneyCase opened(MoneyCase it) {
        cases.open(it);
        return cases.find(it.attemptId(), it.intentId()).orElseThrow();
    }

    @Test
    void readsWhatWasWritten() {
        MoneyCase noticed = MoneyCase.noticed(attempt, "pi_1", REAL_NOW);
        assertThat(opened(noticed)).isEqualTo(noticed);
        assertThat(cases.undecidedOfOrder(order.id())).contains(attempt.id());
        assertThat(cases.undecidedBeside(attempt)).containsExactly(noticed);
        MoneyCase owed = noticed.toGiveBack(Shop.usd(1_990), Kind.PAID_TOO_LATE, REAL_NOW);
        cases.update(owed);
        assertThat(cases.find(noticed.id())).contains(owed);
        assertThat(cases.undecidedOfOrder(order.id())).isEmpty();
        MoneyCase failed = owed.failed("no answer", REAL_NOW);
        cases.update(failed);
        MoneyCase done = failed.refunded("re_1", REAL_NOW);
        cases.update(done);
        assertThat(database.inTransaction(() -> cases.lock(noticed.id()))).isEqualTo(done);
        assertThat(done.tries()).as("to ask what became of it begins anew").isZero();
        assertThat(cases.countOpen()).isEqualTo(Map.of(Refund.DONE, 1L));
    }

    @Test
    void aPaymentIsOneCaseHoweverOftenItIsTold() {
        MoneyCase first = opened(MoneyCase.noticed(attempt, "pi_2", REAL_NOW));
        cases.open(MoneyCase.noticed(attempt, "pi_2", REAL_NOW.plus(Duration.ofSeconds(5))));
        assertThat(cases.open(10)).containsExactly(first);
    }

    @Test
    void whoTakesADueCaseHasItForAWhile() {
        MoneyCase due = opened(MoneyCase.toGiveBack(attempt, "pi_3", Shop.usd(5), Kind.PAID_TWICE, REAL_NOW));
        RealInstant later = REAL_NOW.plus(Duration.ofMinutes(1));
        assertThat(cases.takeDue(REAL_NOW, REAL_NOW.plus(Duration.ofSeconds(120)), 10)).as("whoever opened it is at it").isEmpty();
        assertThat(cases.takeDue(later, later.plus(Duration.ofSeconds(120)), 10)).extracting(MoneyCase::id).containsExactly(due.id());
        assertThat(cases.takeDue(later, later.plus(Duration.ofSeconds(120)), 10)).isEmpty();
        assertThat(cases.takeDue(later.plus(Duration.ofSeconds(120)), later.plus(Duration.ofSeconds(240)), 10)).extracting(MoneyCase::id)
                .containsExactly(due.id());
        cases.close(due.id(), "seen", REAL_NOW);
        assertThat(cases.takeDue(later.plus(Duration.ofSeconds(240)), later.plus(Duration.ofSeconds(360)), 10))
                .as("a closed case's money still goes back").hasSize(1);
        cases.update(cases.find(due.id()).orElseThrow().refunded("re_2", REAL_NOW).arrived());
    }

    @Test
    void aRefundThatNeverWorksIsLeftToAPerson() {
        MoneyCase due = opened(MoneyCase.toGiveBack(attempt, "pi_4", Shop.usd(5), Kind.PAID_TWICE, REAL_NOW));
        RealInstant now = REAL_NOW;
        while (due.nextTryAt() != null) {
            now = due.nextTryAt();
            due = due.failed("no answer", now);
            cases.update(due);
        }
        assertThat(due.refund()).isEqualTo(Refund.FAILED);
        assertThat(cases.countOpen()).isEqualTo(Map.of(Refund.FAILED, 1L));
        assertThat(cases.takeDue(now.plus(Duration.ofDays(9)), now, 10)).extracting(MoneyCase::id).doesNotContain(due.id());
    }

    @Test
    void aCaseIsClosedOnceWithANote() {
        MoneyCase noticed = opened(MoneyCase.noticed(attempt, "pi_5", REAL_NOW));
        assertThat(cases.close(noticed.id(), "called the customer", REAL_NOW)).isTrue();
        assertThat(cases.close(noticed.id(), "again", REAL_NOW)).isFalse();
        assertThat(cases.close(UUID.randomUUID(), "nobody", REAL_NOW)).isFalse();
        assertThat(cases.open(10)).isEqualTo(List.of());
        assertThat(cases.find(noticed.id()).orElseThrow().note()).isEqualTo("called the customer");
        assertThat(cases.undecidedBeside(attempt)).isEmpty();
    }
}
