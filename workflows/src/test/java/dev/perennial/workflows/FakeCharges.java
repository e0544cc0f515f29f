package dev.perennial.workflows;

import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.payment.ChargeSteps;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A processor that answers as told: the next state for a new attempt, and for each question about an open one. */
public final class FakeCharges implements ChargeSteps {
    private final FakeRow row;
    private final Consumer<State> outcome;
    private final Queue<State> answers = new ConcurrentLinkedQueue<>();
    private final Map<UUID, State> states = new ConcurrentHashMap<>();
    private final Map<UUID, CommandRef> commands = new ConcurrentHashMap<>();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private volatile Interruption interruption = () -> {};

    /** @param outcome what an answer does to the row */
    public FakeCharges(FakeRow row, Consumer<State> outcome) {
        this.row = row;
        this.outcome = outcome;
    }

    /** What the processor says next; success when it was told nothing. */
    public void willSay(State... states) { answers.addAll(List.of(states)); }

    /** So many charges have to come again later: the processor has too many requests. */
    public void turnsAway(int times) { turnedAway.set(times); }

    /** A new attempt, answering this command when there is one. */
    public UUID attempt(@Nullable CommandRef command) {
        UUID attempt = UUID.randomUUID();
        if (command != null) {
            commands.put(attempt, command);
        }
        return attempt;
    }

    /** Done in the middle of the next charge. */
    public void meanwhile(Interruption interruption) { this.interruption = interruption; }

    /** Something to wait for. */
    public interface Interruption {
        void await() throws InterruptedException;
    }

    private void interrupt() {
        Interruption next = interruption;
        interruption = () -> {};
        try {
            next.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** This attempt, whose id somebody else has chosen, answers a command. */
    public void isFor(UUID attempt, CommandRef command) {
        commands.putIfAbsent(attempt, command);
    }

    @Override
    public Answer charge(Attempt attempt) {
        return row.exclusively(() -> {
            State known = states.get(attempt.id());
            if (known == null && turnedAway.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                row.note("turned away");
                throw new IllegalStateException("the processor is busy");
            }
            return known == null ? settle(attempt, "charge") : answer(attempt, known);
        });
    }

    @Override
    public Answer resolve(Attempt attempt) {
        return row.exclusively(() -> {
            State known = states.getOrDefault(attempt.id(), State.UNKNOWN);
            boolean open = known != State.SUCCEEDED && known != State.FAILED;
            // An answer is used up by the first of the two calls: the second asks only when there is another one to hear.
            return open && (known == State.UNKNOWN || !answers.isEmpty()) ? settle(attempt, "resolve") : answer(attempt, known);
        });
    }

    private Answer settle(Attempt attempt, String how) {
        interrupt();
        State next = answers.isEmpty() ? State.SUCCEEDED : answers.remove();
        states.put(attempt.id(), next);
        row.note(how + " " + next);
        CommandRef command = commands.get(attempt.id());
        if (command != null && next != State.UNKNOWN) {
            row.finish(command, next == State.FAILED ? new CommandResult(false, "PaymentError") : FakeRow.APPLIED);
        }
        outcome.accept(next);
        return answer(attempt, next);
    }

    private Answer answer(Attempt attempt, State state) {
        CommandRef command = commands.get(attempt.id());
        return new Answer(state, row.agenda(), command == null ? null : row.outcomeOf(command));
    }
}
