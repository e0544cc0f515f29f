package dev.perennial.activities.payment;

import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;

/**
 * What the end of an attempt means for whoever it was made for. Called inside the transaction that records the attempt, with the attempt's row locked after
 * the owner's.
 */
interface AttemptOutcomes {
    /** Locks the owner's rows, in the order all transactions keep, before the attempt's own. */
    void lockOwner(PaymentAttempt attempt);

    void succeeded(PaymentAttempt attempt, ProcessorAnswer.Succeeded answer);

    void declined(PaymentAttempt attempt, ProcessorAnswer.Declined answer);

    /** The payer, or time, has to act first. */
    void waiting(PaymentAttempt attempt);

    /** What the asker's row says now. */
    Agenda agendaOf(PaymentAttempt attempt, Aggregate asker);
}
