package dev.perennial.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.perennial.core.webhook.Attempt;
import dev.perennial.core.webhook.Attempt.Result;
import dev.perennial.core.webhook.DeliveryQueue;
import dev.perennial.core.webhook.SendableEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FirstTryDrainTest {
    @AutoClose
    static final Installation installation = new Installation();
    final List<UUID> sent = new CopyOnWriteArrayList<>();
    final Pulse pulse = new Pulse();
    final UUID endpoint = installation.endpoint("https://example.com");
    final UUID key = UUID.randomUUID();

    @AfterEach
    void empty() {
        installation.sql().update("delete from webhook_delivery");
        installation.sql().update("delete from webhook_event");
        installation.sql().update("update webhook_endpoint set enabled = false where id = ?", endpoint);
    }

    private FirstTryDrain drain(Function<SendableEvent, Result> answer) {
        return new FirstTryDrain(installation.get(DeliveryQueue.class), event -> {
            sent.add(event.id());
            return new Attempt(event, Instant.now(), answer.apply(event));
        }, pulse, Clock.systemUTC());
    }

    private void commit(int events) {
        for (int event = 0; event < events; event++) {
            installation.commit("order.paid", UUID.randomUUID(), key, Integer.toString(event));
        }
    }

    private List<UUID> events() {
        return installation.sql().list("select id from webhook_event where endpoint_id = ? order by sequence", row -> row.uuid("id"), endpoint);
    }

    private long inState(String state) { return installation.count("webhook_event where state = '" + state + "'"); }

    /** Drains as the relay does, until a condition holds. */
    private void run(FirstTryDrain drain, Callable<Boolean> until) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5)).until(() -> {
            drain.drain();
            return until.call();
        });
    }

    @Test
    void sendsTheEventsOfAKeyOneAfterTheOther() {
        commit(20);
        run(drain(_ -> new Result.Answered(200, null)), () -> inState("delivered") == 20);
        assertThat(sent).isEqualTo(events());
    }

    @Test
    void aWorkerKilledBeforeRecordingSendsAgainInOrder() {
        commit(3);
        var killed = drain(_ -> new Result.Answered(200, null));
        killed.drain();
        await().until(() -> sent.size() == 1);
        // Nothing more is called on the first: it has been killed between sending and recording.
        run(drain(_ -> new Result.Answered(200, null)), () -> inState("delivered") == 3);
        var events = events();
        assertThat(sent).containsExactly(events.get(0), events.get(0), events.get(1), events.get(2));
    }

    @Test
    void whatFailsIsLeftToTheWorkflow() {
        commit(3);
        run(drain(_ -> new Result.Unanswered("refused")), () -> inState("retrying") == 1);
        assertThat(inState("queued")).isEqualTo(2);
        assertThat(installation.count("outbox where type = 'webhook_endpoint.changed' and subject_id = '" + endpoint + "'")).isEqualTo(1);
    }

    @Test
    void aFailureOfOurOwnCountsAsAnAttempt() {
        commit(1);
        run(drain(_ -> {
            throw new IllegalStateException("a bug");
        }), () -> inState("retrying") == 1);
        assertThat(sent).hasSize(1);
    }

    @Test // LIV-4
    void whatALeaderCouldNotSendAnyMoreIsStillToBeSent() throws Exception {
        commit(1);
        var term = new Term();
        var thawed = new FirstTryDrain(installation.get(DeliveryQueue.class),
                term.within(event -> new Attempt(event, Instant.now(), new Result.Answered(200, null))), pulse, Clock.systemUTC());
        thawed.drain();
        thawed.finish();
        assertThat(installation.count("webhook_delivery")).isZero();
        assertThat(inState("queued")).isEqualTo(1);
        term.holdsUntil(System.nanoTime() + Duration.ofMinutes(1).toNanos());
        run(thawed, () -> inState("delivered") == 1);
    }

    @Test // LIV-4
    void theResultOfAThawedLeaderDoesNotOverwriteTheNextOnes() throws Exception {
        commit(1);
        var frozen = new CountDownLatch(1);
        var first = drain(_ -> {
            try {
                frozen.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Result.Unanswered("it stood still for too long");
        });
        first.drain();
        await().until(() -> sent.size() == 1);
        run(drain(_ -> new Result.Answered(200, null)), () -> inState("delivered") == 1);
        frozen.countDown();
        first.finish();
        assertThat(inState("delivered")).isEqualTo(1);
        assertThat(installation.count("webhook_event where attempts = 1 and next_attempt_at is null")).isEqualTo(1);
    }

    @Test
    void bringsToAnEndWhatIsUnderWay() throws Exception {
        commit(1);
        var drain = drain(_ -> new Result.Answered(200, null));
        drain.drain();
        drain.finish();
        assertThat(inState("delivered")).isEqualTo(1);
    }
}
