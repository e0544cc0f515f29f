package dev.perennial.activities.payment;

import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.Aggregate;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Looks into payments the processor has told of and our rows don't show: a second intent of an attempt, or the success of one that was recorded as failed.
 * Each is asked about by its own id; one that still waits for somebody is called off, since nobody waits for it here.
 */
@Singleton
class UnexpectedPayments {
    private final TransactionOperations<Connection> transactions;
    private final MoneyCases cases;
    private final PaymentAttempts attempts;
    private final PaymentProcessor processor;
    private final AttemptRecorder recorder;
    private final BillingTime time;

    UnexpectedPayments(TransactionOperations<Connection> transactions, MoneyCases cases, PaymentAttempts attempts, PaymentProcessor processor,
            AttemptRecorder recorder, BillingTime time) {
        this.transactions = transactions;
        this.cases = cases;
        this.attempts = attempts;
        this.processor = processor;
        this.recorder = recorder;
        this.time = time;
    }

    /**
     * Decides what becomes of every such payment for the session, order or card of an attempt.
     *
     * @throws ProcessorUnreachable if there was no answer
     */
    void lookInto(PaymentAttempt asked, Aggregate asker) {
        for (MoneyCase told : cases.undecidedBeside(asked)) {
            PaymentAttempt attempt = attempts.get(told.attemptId());
            if (attempt.state() != PaymentAttempt.State.FAILED && told.intentId().equals(attempt.intentId())) {
                decide(told.id(), undecided -> undecided.closed("It is the attempt's own.", time.realNow()));
                continue;
            }
            ProcessorAnswer found = processor.retrieve(told.intentId());
            ProcessorAnswer answer = mayStillSucceed(found) ? processor.cancel(told.intentId()) : found;
            switch (answer) {
                case ProcessorAnswer.Succeeded done -> recorder.record(attempt, asker, done);
                case ProcessorAnswer.Declined no when !no.mayStillSucceed() ->
                    decide(told.id(), undecided -> undecided.closed("No money was taken.", time.realNow()));
                case ProcessorAnswer.RequiresAction _,ProcessorAnswer.Processing _,ProcessorAnswer.Declined _,ProcessorAnswer.Unknown _,ProcessorAnswer.Refused _ ->
                    decide(told.id(),
                            undecided -> undecided.failed("the payment is still under way", time.realNow()));
            }
        }
    }

    private static boolean mayStillSucceed(ProcessorAnswer answer) {
        return answer instanceof ProcessorAnswer.RequiresAction || answer instanceof ProcessorAnswer.Declined no && no.mayStillSucceed();
    }

    private void decide(UUID id, UnaryOperator<MoneyCase> decision) {
        transactions.executeWrite(status -> {
            MoneyCase told = cases.lock(id);
            if (told.isUndecided()) {
                cases.update(decision.apply(told));
            }
            return told;
        });
    }
}
