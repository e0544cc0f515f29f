package dev.perennial.e2e.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The short form of {@code ./perennial sweep}: every scenario, and every kind of fault at least once. */
class FaultSweepTest {
    @AutoClose
    static final FaultSweep sweep = new FaultSweep(_ -> {});

    @BeforeAll
    static void warmUp() { sweep.warmUp(); }

    static final List<String> RUNS = List.of("checkout/post.payment_intents#1/late-before", "checkout/post.payment_intents#1/late-after",
            "checkout/post.customers#1/cut-after", "checkout/post.payment_intents#1/broken-after", "checkout/Checkout.Confirm#1/terminated-after",
            "checkout/Charge.Charge#1/task-lost", "checkout/post.payment_intents#1/late-before+post.payment_intents#2/cut-after",
            "checkout-3ds/get.payment_intents.{id}#1/cut-before", "checkout-3ds/Charge.Charge#1/terminated-after",
            "checkout-3ds/event.payment_intent.succeeded#1/untold", "checkout-3ds/event.payment_intent.succeeded#1/told-twice",
            "checkout-3ds/post.payment_intents#1/wrong-answer-after", "renewal/post.payment_intents#1/cut-after",
            "renewal/post.payment_intents#1/conflict", "renewal/post.payment_intents#1/throttled", "renewal/post.payment_intents#1/gateway-after",
            "renewal/Subscription.ClosePeriod#1/terminated-after", "renewal/Charge.Charge#1/not-run", "renewal/Charge.Charge#1/terminated-before",
            "renewal/post.payment_intents#1/late-before+post.payment_intents#2/broken-before", "dunning/post.payment_intents#1/broken-before",
            "dunning/Collection.Wake#1/answer-lost",
            "dunning/Charge.Charge#1/terminated-after", "customer-retry/post.payment_intents#1/gateway-before",
            "customer-retry/post.payment_intents#1/wrong-answer-before");

    @ParameterizedTest
    @FieldSource("RUNS")
    void allIsWellInTheEnd(String name) {
        Run.Result result = sweep.run(Run.of(name));
        assertThat(result.problems()).as("./perennial sweep --only '%s' met %s", name, result.met()).isEmpty();
    }

    @Test
    void theShortFormKnowsEveryScenarioAndEveryKindOfFault() {
        List<Run> runs = RUNS.stream().map(Run::of).toList();
        assertThat(runs).extracting(Run::scenario).contains(Scenario.values());
        assertThat(Arrays.asList(Harm.values())).isSubsetOf(runs.stream().flatMap(run -> run.faults().stream()).map(Fault::harm).toList());
    }

    @Test
    void aRunIsCalledAsItIsOrdered() { assertThat(RUNS).allSatisfy(name -> assertThat(Run.of(name)).hasToString(name)); }

    @Test
    void aFaultThatDoesNotStrikeFailsTheRun() {
        assertThat(sweep.run(Run.of("checkout/post.payment_intents#9/cut-before")).problems())
                .containsExactly("post.payment_intents#9/cut-before did not strike");
    }
}
