package dev.perennial.activities.payment;

import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the end of an attempt means for whoever it was made for. */
interface AttemptOutcomes {
    /** Locks the owner's rows, in the order all transactions keep: the attempt's own is locked afterwards. */
    Owner lockOwner(PaymentAttempt attempt);

    /** What the asker's row says now. */
    Agenda agendaOf(PaymentAttempt attempt, Aggregate asker);

    /** The owner in the transaction that records the attempt: its rows as they were locked, or as this transaction has changed them since. */
    interface Owner {
        /** Billing time of this transaction. */
        Instant now();

        /**
         * Why money that has arrived, or a card, is no good to the owner; nothing where it is. Locks the customer until the transaction ends.
         *
         * @param attempt the try as it stood before
         */
        Optional<MoneyCase.Kind> obstacleTo(PaymentAttempt attempt);

        /**
         * What was tried has worked, and {@link #obstacleTo} has found nothing against it.
         *
         * @param taken what was charged; null where a card was only saved
         */
        void succeeded(PaymentAttempt attempt, ProcessorAnswer.Succeeded answer, @Nullable Taken taken);

        /** The success was recorded before; what arrived on our balance may have become known since. */
        void settled(PaymentAttempt attempt, Taken taken);

        /** What was tried has worked and is taken back: for the owner it has failed. */
        void takenBack(MoneyCase.Kind why);

        void declined(PaymentAttempt attempt, ProcessorAnswer.Declined answer);

        /** The payer, or time, has to act first. */
        void waiting(PaymentAttempt attempt);

        /** What the asker's row says after all this. */
        Agenda agendaOf(PaymentAttempt attempt, Aggregate asker);
    }
}
