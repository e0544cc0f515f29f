package dev.perennial.workflows.customer;

import static dev.perennial.workflows.Aggregate.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.workflows.Stage;
import dev.perennial.workflows.customer.CustomerSteps.Need;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class CustomerWorkflowTest {
    final FakeCustomer customer = new FakeCustomer();
    @AutoClose
    final Stage stage = new Stage(customer);

    private void hears(String signal) {
        stage.signal(CUSTOMER, customer.id, signal);
        stage.awaitEnd(CUSTOMER, customer.id);
    }

    @Test
    void theProcessorHearsOfAChange() {
        hears("changed");
        assertThat(customer.diary()).containsExactly("tell the processor");
        hears("changed");
        assertThat(stage.activities(CUSTOMER, customer.id)).containsExactly("Customer.Look", "Customer.TellProcessor");
    }

    @Test
    void anotherMethodPaysWhatIsPastDueFirst() {
        hears("default_method_changed");
        assertThat(customer.diary()).containsExactly("pay what is past due", "tell the processor");
    }

    @Test
    void aDeletionEndsTheSubscriptionsAndKeepsTheCards() {
        customer.is(Need.END);
        hears("changed");
        assertThat(customer.diary()).containsExactly("end the subscriptions");
    }

    /** SUB-5: the signal is gone with the run it was sent to; the row still says what is due. */
    @Test
    void aLostRunIsMadeAgainFromTheRow() {
        customer.is(Need.END_AND_FORGET);
        customer.hasWebhooksWaitingFor(2);
        stage.signal(CUSTOMER, customer.id, "changed");
        stage.sleep(Duration.ofMinutes(1));
        stage.terminate(CUSTOMER, customer.id);
        assertThat(customer.diary()).containsExactly("end the subscriptions", "forget the cards", "erase copies");
        stage.wake(CUSTOMER, customer.id, stage.now());
        stage.awaitEnd(CUSTOMER, customer.id);
        assertThat(customer.diary()).containsExactly("end the subscriptions", "forget the cards", "erase copies", "end the subscriptions",
                "forget the cards", "erase copies");
    }

    @Test
    void aPersonIsForgottenInOrder() {
        customer.is(Need.END_AND_FORGET);
        customer.hasWebhooksWaitingFor(3);
        hears("changed");
        assertThat(customer.diary()).containsExactly("end the subscriptions", "forget the cards", "erase copies");
        assertThat(stage.lifetime(CUSTOMER, customer.id)).isBetween(Duration.ofHours(1), Duration.ofHours(3));
        stage.keep(CUSTOMER, customer.id);
    }
}
