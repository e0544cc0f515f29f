package dev.perennial.activities.payment;

import dev.perennial.activities.payment.AttemptOutcomes.Owner;
import dev.perennial.activities.payment.ProcessorAnswer.Charged;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.payment.Payment;
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

    AttemptRecorder(TransactionOperations<Connection> transactions, PaymentAttempts attempts, Payments payments, Commands commands,
            BillingTime time, OutcomesByOwner owners) {
        this.transactions = transactions;
        this.attempts = attempts;
        this.payments = payments;
        this.commands = commands;
        this.time = time;
        this.owners = owners;
    }

    Answer answerOf(PaymentAttempt attempt, Aggregate asker) {
        return answer(new Recorded(attempt, outcomeOf(attempt)), owners.of(attempt).agendaOf(attempt, asker));
    }

    private static Answer answer(Recorded recorded, Agenda agenda) {
        Outcome outcome = recorded.outcome();
        return new Answer(stateOf(recorded.attempt()), agenda, outcome == null ? null : CommandResult.of(outcome));
    }

    /** The attempt as it stands now, and what became of the command that led to it. */
    private record Recorded(PaymentAttempt attempt, @Nullable Outcome outcome) {}

    /**
     * Records the answer once; what is final stays as it is.
     *
     * @param seen the attempt as it was read before the call; whom it belongs to never changes
     */
    Answer record(PaymentAttempt seen, Aggregate asker, ProcessorAnswer answer) {
        return transactions.executeWrite(status -> {
            Owner owner = owners.of(seen).lockOwner(seen);
            PaymentAttempt attempt = attempts.lock(seen.id());
            if (attempt.state().isOpen()) {
                Recorded recorded = apply(attempt, answer, owner);
                return answer(recorded, owner.agendaOf(recorded.attempt(), asker));
            }
            if (answer instanceof ProcessorAnswer.Succeeded late && attempt.state() == State.SUCCEEDED) {
                owner.succeeded(attempt, late); // The settlement may have become known since.
            }
            return answer(new Recorded(attempt, outcomeOf(attempt)), owner.agendaOf(attempt, asker));
        });
    }

    private Recorded apply(PaymentAttempt attempt, ProcessorAnswer answer, Owner owner) {
        return switch (answer) {
            case ProcessorAnswer.Succeeded done -> {
                PaymentAttempt ended = store(attempt.with(State.SUCCEEDED, done.intentId(), null, null));
                saveCharge(ended, done.charge(), owner.now());
                owner.succeeded(ended, done);
                yield finished(ended, Outcome.APPLIED);
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
        if (charge == null) {
            return;
        }
        payments.save(new Payment(UUID.randomUUID(), now, null, attempt.organizationId(), attempt.customerId(),
                attempt.checkoutId(), attempt.orderId(), attempt.id(), charge.id(), Payment.Status.of(charge.status()), charge.amount(),
                charge.methodType(),
                charge.methodMetadata(), attempt.trigger(), charge.declineReason(), charge.declineMessage()));
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
