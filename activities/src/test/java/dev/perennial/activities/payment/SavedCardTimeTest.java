package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.payment.CardSetupSteps;
import dev.perennial.workflows.payment.ChargeSteps;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Saving a card is something between a person and a bank: it happens in real time, also for a customer on a test clock, which wakes no card set-up. */
class SavedCardTimeTest {
    @AutoClose
    static final Installation installation = new Installation();
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");
    private UUID setup = UUID.randomUUID();

    /** The bank wants the customer to confirm the card. */
    @BeforeEach
    void begin() {
        UUID customer = shop.subscribes().customerId();
        setup = UUID.randomUUID();
        var add = shop.asks(Aggregate.CARD_SETUP, setup, "add_payment_method", Map.of("customer_id", customer.toString(), "confirmation_token_id",
                installation.token("pm_card_threeDSecure2Required"), "set_default", true));
        assertThat(installation.steps(CardSetupSteps.class).begin(add)).isNull();
        ChargeSteps.Answer waiting = shop.charge(setup, Aggregate.CARD_SETUP);
        assertThat(waiting.state()).isEqualTo(State.REQUIRES_ACTION);
        assertThat(waiting.agenda().nextWakeAt()).isBetween(Instant.now().plus(Duration.ofMinutes(28)), Instant.now().plus(Duration.ofMinutes(30)));
    }

    /** Makes it look as if it had begun so long before. */
    private void realTimePasses(Duration passed) { shop.startedEarlier(setup, passed); }

    @Test
    void isGivenUpWhileTheClockStandsStill() {
        realTimePasses(Duration.ofMinutes(31));
        ChargeSteps.Answer after = shop.resolve(setup, Aggregate.CARD_SETUP);
        assertThat(after.state()).isEqualTo(State.FAILED);
        assertThat(after.agenda().ended()).isTrue();
    }

    @Test
    void goesOnWhileTheClockPlaysAYear() {
        shop.travel(Duration.ofDays(365));
        assertThat(shop.resolve(setup, Aggregate.CARD_SETUP).state()).isEqualTo(State.REQUIRES_ACTION);
        PaymentAttempt attempt = shop.attempt(setup);
        installation.answerBank(requireNonNull(attempt.intentId()), true);
        assertThat(shop.resolve(setup, Aggregate.CARD_SETUP).state()).isEqualTo(State.SUCCEEDED);
    }
}
