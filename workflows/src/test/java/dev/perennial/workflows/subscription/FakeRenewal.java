package dev.perennial.workflows.subscription;

import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.FakeCharges;
import dev.perennial.workflows.FakeRow;
import dev.perennial.workflows.Stage;
import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.order.CollectionSteps;
import dev.perennial.workflows.payment.ChargeSteps;
import dev.perennial.workflows.payment.ChargeSteps.State;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A subscription and the order of its current period, which is this row: due from the moment it is made until it is settled. Both have the same id. */
final class FakeRenewal extends FakeRow implements SubscriptionSteps, CollectionSteps {
    static final Duration PERIOD = Duration.ofDays(30);
    private static final Duration PAUSE = Duration.ofDays(2);
    final FakeCharges processor = new FakeCharges(this, this::charged);
    /** As the processor, with the agenda of whoever asks. */
    final ChargeSteps charges = new ChargeSteps() {
        @Override
        public Answer charge(Attempt attempt) { return forAsker(attempt, processor.charge(attempt)); }

        @Override
        public Answer resolve(Attempt attempt) { return forAsker(attempt, processor.resolve(attempt)); }
    };
    volatile Instant periodEnd;
    /** When somebody last looked at the rows. */
    volatile @Nullable Instant lastSeen;
    private final Supplier<Instant> now;
    private @Nullable UUID open;
    private boolean openIsNew;

    FakeRenewal(Instant firstEnd, Supplier<Instant> now) {
        periodEnd = firstEnd;
        this.now = now;
        ended = true;
    }

    Agenda subscriptionAgenda() { return new Agenda(false, periodEnd, false, "renews " + periodEnd, Stage.about("active")); }

    private ChargeSteps.Answer forAsker(ChargeSteps.Attempt attempt, ChargeSteps.Answer answer) {
        return attempt.asker() == Aggregate.SUBSCRIPTION ? new ChargeSteps.Answer(answer.state(), subscriptionAgenda(), answer.result()) : answer;
    }

    private void charged(State outcome) {
        openIsNew = false;
        switch (outcome) {
            case SUCCEEDED -> {
                open = null;
                ended = true;
                nextWakeAt = null;
                note("paid");
            }
            case FAILED -> {
                open = null;
                nextWakeAt = now.get().plus(PAUSE);
            }
            case REQUIRES_ACTION, PROCESSING, UNKNOWN -> nextWakeAt = now.get();
        }
    }

    private UUID reserve() {
        UUID attempt = processor.attempt(null);
        open = attempt;
        openIsNew = true;
        return attempt;
    }

    @Override
    public Agenda load(SubscriptionSteps.Subject subject) { return subscriptionAgenda(); }

    @Override
    public Closed closePeriod(ClosePeriod due) {
        return exclusively(() -> {
            if (due.dueAt().equals(periodEnd)) {
                note("close");
                periodEnd = periodEnd.plus(PERIOD);
                ended = false;
                nextWakeAt = due.dueAt();
                reserve();
            }
            return new Closed(subscriptionAgenda(), openIsNew ? open : null);
        });
    }

    @Override
    public SubscriptionSteps.Answer carryOut(CommandRef command) { throw new IllegalStateException("nobody asks for anything"); }

    @Override
    public Progress look(CollectionSteps.Subject subject) { return exclusively(this::progress); }

    @Override
    public Progress wake(Due due) {
        return exclusively(() -> {
            Instant at = nextWakeAt;
            if (at != null && !at.isAfter(now.get()) && open == null) {
                note("try");
                reserve();
            }
            return progress();
        });
    }

    private Progress progress() {
        return new Progress(agenda(), open == null ? Move.NOTHING : openIsNew ? Move.CHARGE : Move.RESOLVE, open);
    }

    @Override
    public CollectionSteps.Answer retryPayment(CommandRef command) { throw new IllegalStateException("nobody asks for anything"); }
}
