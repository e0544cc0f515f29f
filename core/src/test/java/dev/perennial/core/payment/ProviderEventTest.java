package dev.perennial.core.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.payment.PaymentAttempt.Kind;
import dev.perennial.core.payment.PaymentAttempt.State;
import dev.perennial.core.payment.PaymentAttempt.Trigger;
import dev.perennial.core.payment.ProviderEvent.Route;
import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderEventTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final RealInstant REAL_NOW = new RealInstant(NOW);
    private final UUID attempt = UUID.randomUUID();
    private final UUID checkout = UUID.randomUUID();

    private PaymentAttempt attempt(State state, @Nullable String intent) {
        return new PaymentAttempt(attempt, NOW, Kind.PAYMENT, UUID.randomUUID(), UUID.randomUUID(), checkout, null, null, Trigger.PURCHASE,
                new Money(2_000, Currency.USD), null, state, intent, null, null, false, 0, REAL_NOW, REAL_NOW, null);
    }

    private Route route(String type, String object, PaymentAttempt row) {
        return new ProviderEvent("evt_1", "stripe", type, object, attempt, REAL_NOW).route(row, false, null);
    }

    /** An event that our rows don't explain is never ignored (PAY-21). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # event                         | object | state           | intent | what has to be done
            payment_intent.succeeded        | pi_1   | requires_action | pi_1   | tell
            payment_intent.succeeded        | pi_1   | unknown         | -      | tell
            payment_intent.succeeded        | pi_1   | succeeded       | pi_1   | done
            payment_intent.payment_failed   | pi_1   | failed          | pi_1   | done
            payment_intent.canceled         | pi_1   | failed          | pi_1   | done
            payment_intent.payment_failed   | pi_1   | failed          | -      | done
            payment_intent.succeeded        | pi_1   | failed          | pi_1   | alarm
            payment_intent.succeeded        | pi_1   | failed          | -      | alarm
            payment_intent.succeeded        | pi_2   | succeeded       | pi_1   | alarm
            payment_intent.succeeded        | pi_2   | requires_action | pi_1   | alarm
            payment_intent.requires_action  | pi_2   | failed          | pi_1   | alarm
            payment_intent.processing       | pi_2   | succeeded       | pi_1   | alarm
            setup_intent.succeeded          | seti_2 | failed          | seti_1 | alarm
            charge.updated                  | ch_1   | failed          | pi_1   | done
            """)
    void whatOurRowsDoNotShowIsAnAlarm(String type, String object, String state, @Nullable String intent, String expected) {
        PaymentAttempt row = attempt(State.valueOf(state.toUpperCase(Locale.ROOT)), intent);
        var owner = new Route.Tell("checkout", checkout, "payment_changed");
        assertThat(route(type, object, row)).isEqualTo(switch (expected) {
            case "tell" -> owner;
            case "alarm" -> new Route.Alarm(row, owner);
            case "done" -> new Route.Done();
            default -> throw new IllegalArgumentException(expected);
        });
    }

    @Test
    void whatIsStillAwaitedOrUnknownIsLookedAtLater() {
        var event = new ProviderEvent("evt_1", "stripe", "payment_intent.succeeded", "pi_2", attempt, REAL_NOW);
        assertThat(event.route(null, false, null)).isEqualTo(new Route.Later());
        assertThat(event.route(attempt(State.STARTED, null), true, null)).isEqualTo(new Route.Later());
    }

    /** LED-4: the order of a checkout's charge has no attempt of its own. */
    @Test
    void whatAChargeBroughtIsToldToTheOrderItPaidUnlessItIsBooked() {
        UUID order = UUID.randomUUID();
        PaymentAttempt paid = attempt(State.SUCCEEDED, "pi_1");
        var event = new ProviderEvent("evt_1", "stripe", "charge.updated", "ch_1", attempt, REAL_NOW);
        assertThat(event.route(paid, false, order)).isEqualTo(new Route.Tell("order", order, "changed"));
        assertThat(event.route(paid, false, null)).isEqualTo(new Route.Done());
        assertThat(event.route(attempt(State.UNKNOWN, null), false, null)).isEqualTo(new Route.Tell("checkout", checkout, "payment_changed"));
    }
}
