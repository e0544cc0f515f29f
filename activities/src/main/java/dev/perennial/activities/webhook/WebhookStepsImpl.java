package dev.perennial.activities.webhook;

import dev.perennial.core.webhook.Attempt;
import dev.perennial.core.webhook.DeliveryQueue;
import dev.perennial.core.webhook.SendableEvent;
import dev.perennial.workflows.webhook.WebhookSteps;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Attempts an endpoint's retries and redeliveries, a few at a time: whose turn it is, the queue says. */
@Singleton
final class WebhookStepsImpl implements WebhookSteps {
    private static final int AT_ONCE = 8;
    private static final int ROUNDS = 100;
    private static final int HEARTBEAT_SECONDS = 5;

    private final DeliveryQueue queue;
    private final WebhookSender sender;
    private final Clock clock;

    WebhookStepsImpl(DeliveryQueue queue, WebhookSender sender, Clock clock) {
        this.queue = queue;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public Outlook deliverDue(Endpoint endpoint) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        int attempted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<SendableEvent> due = queue.due(endpoint.id(), clock.instant(), AT_ONCE);
            if (due.isEmpty()) {
                break;
            }
            queue.record(attempt(due, context, attempted));
            attempted += due.size();
        }
        var outlook = queue.outlook(endpoint.id());
        return new Outlook(outlook.nextDueAt().orElse(null), outlook.waiting());
    }

    private List<Attempt> attempt(List<SendableEvent> due, ActivityExecutionContext context, int before) {
        List<Attempt> made = new ArrayList<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ExecutorCompletionService<Attempt>(senders);
            due.forEach(event -> running.submit(() -> sender.send(event)));
            while (made.size() < due.size()) {
                context.heartbeat(before + made.size());
                Future<Attempt> done = running.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                if (done != null) {
                    made.add(done.get());
                }
            }
            return made;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending; the attempts are made again");
        } catch (ExecutionException failed) {
            throw new IllegalStateException("an attempt failed other than on the network", failed);
        }
    }
}
