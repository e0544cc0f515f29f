package dev.perennial.core.payment.persistence;

import static dev.perennial.core.persistence.Shop.REAL_NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.payment.Breaker;
import dev.perennial.core.payment.Breakers;
import dev.perennial.core.payment.PayerKey;
import dev.perennial.core.payment.PayerKeys;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.time.RealInstant;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** PAY-8 and PAY-5, as they are kept. */
class JdbcBreakersTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Breakers breakers = database.get(Breakers.class);

    @AfterEach
    void close() { breakers.accepted(); }

    private Breaker opened() {
        breakers.refused(UUID.randomUUID(), REAL_NOW);
        breakers.refused(UUID.randomUUID(), REAL_NOW);
        return breakers.refused(UUID.randomUUID(), REAL_NOW);
    }

    @Test
    void isClosedFromTheStartAndAfterASuccess() {
        assertThat(breakers.get()).isEqualTo(Breaker.CLOSED);
        assertThat(opened().isOpen()).isTrue();
        breakers.accepted();
        assertThat(breakers.get()).isEqualTo(Breaker.CLOSED);
    }

    @Test
    void givesTheProbeToOne() {
        RealInstant due = opened().probeAt();
        assertThat(due).isNotNull();
        assertThat(breakers.takesProbe(due.minus(Duration.ofMillis(1)))).isFalse();
        assertThat(breakers.takesProbe(due)).isTrue();
        assertThat(breakers.takesProbe(due)).isFalse();
        assertThat(breakers.get().openedAt()).isEqualTo(REAL_NOW);
    }

    @Test
    void admitsWhoeverReadItBeforeItWasClosed() {
        opened();
        breakers.accepted();
        assertThat(breakers.takesProbe(REAL_NOW)).isTrue();
        assertThat(breakers.get()).isEqualTo(Breaker.CLOSED);
    }

    @Test
    void keepsAPayersKeyAndNeverGoesBackToAnOlderOne() {
        Shop shop = new Shop(database);
        PayerKeys keys = database.get(PayerKeys.class);
        PayerKey first = PayerKey.first(shop.customer(shop.organization().id()).id(), REAL_NOW).failed(REAL_NOW.plus(Duration.ofSeconds(5)), true);
        assertThat(keys.find(first.customerId())).isEmpty();
        keys.save(first);
        assertThat(keys.find(first.customerId())).contains(first);
        PayerKey second = first.next(REAL_NOW.plus(Duration.ofSeconds(95)));
        assertThat(second.text()).isNotEqualTo(first.text());
        keys.save(second);
        keys.save(first);
        assertThat(keys.find(first.customerId())).contains(second);
    }
}
