package dev.perennial.activities.payment;

import dev.perennial.activities.payment.AttemptOutcomes.Owner;
import dev.perennial.activities.payment.ProcessorAnswer.Charged;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.moneycase.MoneyCase.Kind;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempt.State;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.Payments;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.command.CommandResult;
import dev.perennial.workflows.payment.ChargeSteps;
import dev.perennial.workflows.payment.ChargeSteps.Answer;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one place where what the processor says becomes rows: the attempt, the charge, and what they mean for the order, the session or the saved card. */
@Singleton
class AttemptRecorder {
    private final TransactionOperations<Connection> transactions;
    private final PaymentAttempts attempts;
    private final Payments payments;
    private final Commands commands;
    private final BillingTime time;
    private final OutcomesByOwner owners;
    private final UnclaimedMoney unclaimed;
    private final Refunds refunds;

    AttemptRecorder(TransactionOperations<Connection> transactions, PaymentAttempts attempts, Payments payments, Commands commands,
            BillingTime time, OutcomesByOwner owners, UnclaimedMoney unclaimed, Refunds refunds) {
        this.transactions = transactions;
        this.attempts = attempts;
        this.payments = payments;
        this.commands = commands;
        this.time = time;
        this.owners = owners;
        this.unclaimed = unclaimed;
        this.refunds = refunds;
    }

    Answer answerOf(PaymentAttempt attempt, Aggregate asker) {
        return answer(new Recorded(attempt, outcomeOf(attempt)), owners.of(attempt).agendaOf(attempt, asker));
    }

    private static Answer answer(Recorded recorded, Agenda agenda) {
        Outcome outcome = recorded.outcome();
        return new Answer(stateOf(recorded.attempt()), agenda, outcome == null ? null : CommandResult.of(outcome));
    }

    /**
     * The attempt as it stands now, and what became of the command that led to it.
     *
     * @param owed the case whose refund is due, or null
     */
    private record Recorded(PaymentAttempt attempt, @Nullable Outcome outcome, @Nullable UUID owed) {
        Recorded(PaymentAttempt attempt, @Nullable Outcome outcome) { this(attempt, outcome, null); }
    }

    /** What is answered once the transaction has committed, and what has to be given back then. */
    private record Committed(Answer answer, @Nullable UUID owed) {}

    /**
     * Records the answer once; what is final stays as it is, but for money that arrives all the same: it buys what it was meant for or is given back at once.
     *
     * @param seen the attempt as it was read before the call; whom it belongs to never changes
     */
    Answer record(PaymentAttempt seen, Aggregate asker, ProcessorAnswer answer) {
        Committed committed = transactions.executeWrite(status -> {
            Owner owner = owners.of(seen).lockOwner(seen);
            PaymentAttempt attempt = attempts.lock(seen.id());
            Recorded recorded = attempt.state().isOpen() ? apply(attempt, answer, owner) : late(attempt, answer, owner);
            return new Committed(answer(recorded, owner.agendaOf(recorded.attempt(), asker)), recorded.owed());
        });
        if (committed.owed() != null) {
            refunds.carryOut(committed.owed());
        }
        return committed.answer();
    }

    /** The attempt has ended: only money that our rows don't have makes a difference. */
    private Recorded late(PaymentAttempt attempt, ProcessorAnswer answer, Owner owner) {
        Recorded unchanged = new Recorded(attempt, outcomeOf(attempt));
        if (!(answer instanceof ProcessorAnswer.Succeeded done)) {
            return unchanged;
        }
        if (attempt.state() == State.SUCCEEDED && done.intentId().equals(attempt.intentId())) {
            owner.settled(attempt, done);
            return unchanged;
        }
        if (unclaimed.isDecided(attempt, done.intentId())) {
            return unchanged; // A repeat.
        }
        Recorded recorded = attempt.state() == State.SUCCEEDED ? second(attempt, done, owner) : arrived(attempt, done, owner);
        if (recorded.owed() == null) {
            unclaimed.wasGood(recorded.attempt(), done.intentId());
        }
        return recorded;
    }

    /** Money by another intent than the attempt's own, which has been paid or may still be: there is nothing it could buy. */
    private Recorded second(PaymentAttempt attempt, ProcessorAnswer.Succeeded done, Owner owner) {
        Outcome outcome = outcomeOf(attempt);
        return attempt.kind() == PaymentAttempt.Kind.SETUP
                ? new Recorded(attempt, outcome)
                : new Recorded(attempt, outcome, unclaimed.toGiveBack(attempt, done, Kind.PAID_TWICE, owner.now()));
    }

    /** Under the owner's locks: it buys what it was meant for, or for the owner it has failed. */
    private Recorded arrived(PaymentAttempt attempt, ProcessorAnswer.Succeeded done, Owner owner) {
        Optional<Kind> obstacle = owner.obstacleTo(attempt);
        if (obstacle.isEmpty()) {
            PaymentAttempt ended = store(attempt.with(State.SUCCEEDED, done.intentId(), null, null));
            saveCharge(ended, done.charge(), owner.now());
            owner.succeeded(ended, done);
            return finished(ended, Outcome.APPLIED);
        }
        Kind why = obstacle.get();
        PaymentAttempt ended = attempt;
        if (attempt.state().isOpen()) {
            ended = store(attempt.with(State.FAILED, done.intentId(), null, why.wire()));
            owner.takenBack(why);
        }
        UUID owed = unclaimed.toGiveBack(ended, done, why, owner.now());
        Recorded told = finished(ended, ended.checkoutId() == null ? Outcome.APPLIED : Outcome.Refused.of(UnclaimedMoney.refusal(why)));
        return new Recorded(ended, told.outcome(), owed);
    }

    private Recorded apply(PaymentAttempt attempt, ProcessorAnswer answer, Owner owner) {
        return switch (answer) {
            case ProcessorAnswer.Succeeded done -> {
                String own = attempt.intentId();
                yield own == null || own.equals(done.intentId()) ? arrived(attempt, done, owner) : second(attempt, done, owner);
            }
            case ProcessorAnswer.Declined no -> {
                PaymentAttempt ended = store(attempt.with(State.FAILED, no.intentId(), null, no.declineCode()));
                saveCharge(ended, no.charge(), owner.now());
                owner.declined(ended, no);
                // A session's buyer hears of the decline; a customer's own try of an order answers it in the representation.
                yield finished(ended, ended.checkoutId() == null ? Outcome.APPLIED : Outcome.Refused.of(new PaymentError(no.message())));
            }
            case ProcessorAnswer.RequiresAction(var intent, var secret) -> {
                PaymentAttempt waiting = store(attempt.with(State.REQUIRES_ACTION, intent, secret, null));
                owner.waiting(waiting);
                yield finished(waiting, Outcome.APPLIED);
            }
            case ProcessorAnswer.Processing(var intent, var charge) -> {
                PaymentAttempt waiting = store(attempt.with(State.PROCESSING, intent, null, null));
                saveCharge(waiting, charge, owner.now());
                owner.waiting(waiting);
                yield finished(waiting, Outcome.APPLIED);
            }
            case ProcessorAnswer.Unknown(var reason, var intent) -> waiting(
                    attempt.with(State.UNKNOWN, intent, null, reason.name()).asked(time.realNow()), owner);
            case ProcessorAnswer.Refused _ -> waiting(attempt.with(State.UNKNOWN, null, null, PaymentAttempt.REFUSED), owner);
        };
    }

    private Recorded waiting(PaymentAttempt attempt, Owner owner) {
        PaymentAttempt unknown = store(attempt);
        owner.waiting(unknown);
        return new Recorded(unknown, outcomeOf(unknown));
    }

    private PaymentAttempt store(PaymentAttempt attempt) {
        attempts.update(attempt);
        return attempt;
    }

    /** An outcome that was told before stays. */
    private Recorded finished(PaymentAttempt attempt, Outcome outcome) {
        UUID command = attempt.commandId();
        if (command == null) {
            return new Recorded(attempt, null);
        }
        return new Recorded(attempt, commands.finishOnce(command, outcome, time.realNow()) ? outcome : outcomeOf(attempt));
    }

    private @Nullable Outcome outcomeOf(PaymentAttempt attempt) {
        UUID command = attempt.commandId();
        return command == null ? null : commands.get(command).outcome();
    }

    private void saveCharge(PaymentAttempt attempt, @Nullable Charged charge, Instant now) {
        if (charge != null) {
            payments.save(charge.paymentOf(attempt, now));
        }
    }

    private static ChargeSteps.State stateOf(PaymentAttempt attempt) {
        return switch (attempt.state()) {
            case SUCCEEDED -> ChargeSteps.State.SUCCEEDED;
            case FAILED -> ChargeSteps.State.FAILED;
            case REQUIRES_ACTION -> ChargeSteps.State.REQUIRES_ACTION;
            case PROCESSING -> ChargeSteps.State.PROCESSING;
            case STARTED, UNKNOWN -> ChargeSteps.State.UNKNOWN;
        };
    }
}
