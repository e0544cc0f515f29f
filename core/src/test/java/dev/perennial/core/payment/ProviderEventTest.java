package dev.perennial.core.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.payment.PaymentAttempt.State;
import dev.perennial.core.payment.ProviderEvent.Route;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProviderEventTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final UUID ATTEMPT = UUID.randomUUID();
    private static final UUID CHECKOUT = UUID.randomUUID();
    private static final UUID ORDER = UUID.randomUUID();

    private static ProviderEvent event(String type) { return new ProviderEvent("evt_1", "stripe", type, "ch_1", ATTEMPT, NOW); }

    private static PaymentAttempt attempt(@Nullable UUID checkout, @Nullable UUID order, State state) {
        return new PaymentAttempt(ATTEMPT, NOW, PaymentAttempt.Kind.PAYMENT, UUID.randomUUID(), UUID.randomUUID(), checkout, order, null,
                PaymentAttempt.Trigger.PURCHASE, new Money(100, Currency.USD), null, state, "pi_1", null, null, false, 0, NOW);
    }

    /** LED-4: the order of a checkout's charge has no attempt of its own. */
    @Test
    void whatAChargeBroughtIsToldToTheOrderItPaid() {
        Route toOrder = new Route.Tell("order", ORDER, "changed");
        assertThat(event("charge.updated").route(attempt(CHECKOUT, null, State.SUCCEEDED), false, ORDER)).isEqualTo(toOrder);
        assertThat(event("charge.updated").route(attempt(null, ORDER, State.SUCCEEDED), false, ORDER)).isEqualTo(toOrder);
    }

    @Test
    void whatIsBookedAlreadyIsToldToNobody() {
        assertThat(event("charge.updated").route(attempt(CHECKOUT, null, State.SUCCEEDED), false, null)).isEqualTo(new Route.Done());
        assertThat(event("charge.updated").route(attempt(null, ORDER, State.SUCCEEDED), false, null)).isEqualTo(new Route.Done());
        assertThat(event("charge.succeeded").route(attempt(null, ORDER, State.SUCCEEDED), false, null)).isEqualTo(new Route.Done());
    }

    @Test
    void whatIsStillOpenIsToldToItsOwner() {
        assertThat(event("charge.updated").route(attempt(CHECKOUT, null, State.UNKNOWN), false, null))
                .isEqualTo(new Route.Tell("checkout", CHECKOUT, "payment_changed"));
        assertThat(event("charge.updated").route(attempt(null, ORDER, State.PROCESSING), false, null))
                .isEqualTo(new Route.Tell("order", ORDER, "changed"));
        assertThat(event("charge.updated").route(attempt(null, ORDER, State.STARTED), true, null)).isEqualTo(new Route.Later());
    }
}
