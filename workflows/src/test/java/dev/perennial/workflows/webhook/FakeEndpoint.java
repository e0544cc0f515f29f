package dev.perennial.workflows.webhook;

import static dev.perennial.core.webhook.WebhookEventState.DELIVERED;
import static dev.perennial.core.webhook.WebhookEventState.FAILED;
import static dev.perennial.core.webhook.WebhookEventState.RETRYING;
import static dev.perennial.core.webhook.WebhookEventState.SKIPPED;

import dev.perennial.core.webhook.Attempt;
import dev.perennial.core.webhook.Attempt.Consequence;
import dev.perennial.core.webhook.Attempt.Result;
import dev.perennial.core.webhook.EndpointHealth;
import dev.perennial.core.webhook.SendableEvent;
import dev.perennial.core.webhook.WebhookEventState;
import dev.perennial.core.webhook.SigningSecrets;
import dev.perennial.core.webhook.WebhookSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An endpoint's events in memory, under the product's own rules, and a receiver that is up or down. */
final class FakeEndpoint implements WebhookSteps {
    private final Supplier<Instant> clock;
    private final Random random = new Random(7);
    private final List<Event> events = new ArrayList<>();
    private boolean receiverUp;
    private boolean enabled = true;

    FakeEndpoint(Supplier<Instant> clock) { this.clock = clock; }

    /** What has become of an event, and when it was attempted. */
    static final class Event {
        final UUID key;
        final List<Instant> attempts = new ArrayList<>();
        WebhookEventState state = RETRYING;
        @Nullable
        Instant nextAttemptAt;

        Event(UUID key) { this.key = key; }
    }

    synchronized void receiverIsUp(boolean up) { receiverUp = up; }

    /** Adds an event whose first try has failed just now. */
    synchronized Event fails(UUID key) {
        Event event = new Event(key);
        events.add(event);
        attempt(event, clock.get());
        return event;
    }

    /** Adds an event that waits for an earlier one of its key. */
    synchronized Event waits(UUID key) {
        Event event = new Event(key);
        event.nextAttemptAt = clock.get();
        events.add(event);
        return event;
    }

    synchronized void redeliver(Event event) {
        event.state = RETRYING;
        event.nextAttemptAt = clock.get();
    }

    synchronized boolean isEnabled() { return enabled; }

    @Override
    public synchronized Outlook deliverDue(Endpoint endpoint) {
        Instant now = clock.get();
        for (Optional<Event> due = due(now); due.isPresent(); due = due(now)) {
            attempt(due.get(), now);
        }
        List<Event> waiting = events.stream().filter(event -> event.state == RETRYING).toList();
        return new Outlook(
                waiting.stream().filter(this::isHead).map(event -> event.nextAttemptAt).filter(at -> at != null).min(Instant::compareTo).orElse(null),
                waiting.size());
    }

    private Optional<Event> due(Instant now) {
        return events.stream().filter(event -> event.state == RETRYING && isHead(event))
                .filter(event -> event.nextAttemptAt != null && !event.nextAttemptAt.isAfter(now)).findFirst();
    }

    private boolean isHead(Event event) {
        return events.stream().takeWhile(earlier -> earlier != event)
                .noneMatch(earlier -> earlier.key.equals(event.key) && earlier.state == RETRYING);
    }

    private void attempt(Event event, Instant now) {
        UUID id = event.key;
        var sent = new SendableEvent(id, id, id, id, event.attempts.size(), null, "https://example.com", SigningSecrets.of(new WebhookSecret("s")),
                "{}");
        event.attempts.add(now);
        var result = receiverUp ? new Result.Answered(200, null) : new Result.Unanswered("connection refused");
        switch (new Attempt(sent, now, result).consequence(random)) {
            case Consequence.Delivered _ -> event.state = DELIVERED;
            case Consequence.RetryAt(var at) -> event.nextAttemptAt = at;
            case Consequence.GivenUp _ -> giveUp(event);
        }
    }

    private void giveUp(Event event) {
        event.state = FAILED;
        List<WebhookEventState> completed = events.stream().map(done -> done.state).filter(state -> state == FAILED || state == DELIVERED).toList();
        if (EndpointHealth.isBroken(completed.reversed().stream().limit(EndpointHealth.WINDOW).toList())) {
            enabled = false;
            events.stream().filter(waiting -> waiting.state == RETRYING).forEach(waiting -> waiting.state = SKIPPED);
        }
    }
}
