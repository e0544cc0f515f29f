package dev.perennial.activities.payment;

import dev.perennial.core.payment.ChargeBrief;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempt.Kind;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.payment.ChargeSteps;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Asks the processor outside any transaction and has the answer recorded in one. */
@Singleton
final class ChargeStepsImpl implements ChargeSteps {
    /** Stripe forgets an idempotency key after 24 h: an hour earlier we stop relying on it. */
    private static final Duration KEY_LIFETIME = Duration.ofHours(23);

    private final PaymentProcessor processor;
    private final AttemptRecorder recorder;
    private final AttemptReader reader;
    private final BillingTime time;

    ChargeStepsImpl(PaymentProcessor processor, AttemptRecorder recorder, AttemptReader reader, BillingTime time) {
        this.processor = processor;
        this.recorder = recorder;
        this.reader = reader;
        this.time = time;
    }

    @Override
    public Answer charge(Attempt which) {
        ChargeBrief brief = reader.brief(which.id());
        PaymentAttempt attempt = brief.attempt();
        if (attempt.state() != PaymentAttempt.State.STARTED) {
            return recorder.answerOf(attempt, which.asker()); // A repeat: the outcome was recorded before, or has to be found out.
        }
        if (time.realNow().isAfter(attempt.startedAt().plus(KEY_LIFETIME))) {
            return recorder.record(attempt, which.asker(), new ProcessorAnswer.Unknown(ProcessorAnswer.Reason.NO_ANSWER));
        }
        return recorder.record(attempt, which.asker(), ask(brief));
    }

    @Override
    public Answer resolve(Attempt which) {
        PaymentAttempt attempt = reader.get(which.id());
        return switch (attempt.state()) {
            case FAILED -> recorder.answerOf(attempt, which.asker());
            // Paid, but what arrived on our balance may have become known only since.
            case SUCCEEDED, REQUIRES_ACTION, PROCESSING -> recorder.record(attempt, which.asker(), standingOf(attempt));
            case STARTED, UNKNOWN -> recorder.record(attempt, which.asker(), findOrRepeat(attempt, which));
        };
    }

    private ProcessorAnswer ask(ChargeBrief brief) {
        String payer;
        try {
            payer = recorder.registered(brief, processor);
        } catch (ProcessorUnreachable _) {
            return new ProcessorAnswer.Unknown(ProcessorAnswer.Reason.NO_ANSWER);
        }
        return brief.attempt().kind() == Kind.SETUP ? processor.setUp(reader.setupOf(brief, payer)) : processor.charge(reader.chargeOf(brief, payer));
    }

    private ProcessorAnswer standingOf(PaymentAttempt attempt) {
        String intent = attempt.intentId();
        if (intent == null) {
            throw new IllegalStateException("attempt " + attempt.id() + " waits without an intent");
        }
        ProcessorAnswer now = processor.retrieve(intent);
        boolean tooLate = now instanceof ProcessorAnswer.RequiresAction
                && attempt.isPayerTooLate(() -> reader.billingNow(attempt), time.realNow());
        return tooLate ? processor.cancel(intent) : now;
    }

    private ProcessorAnswer findOrRepeat(PaymentAttempt attempt, Attempt which) {
        String payer = recorder.registered(reader.brief(attempt.id()), processor);
        Optional<ProcessorAnswer> found = processor.find(attempt.id(), attempt.kind() == Kind.SETUP, payer, attempt.startedAt());
        if (found.isPresent()) {
            return found.get();
        }
        boolean keyIsUseless = ProcessorAnswer.Reason.SERVER_ERROR.name().equals(attempt.declineCode())
                || time.realNow().isAfter(attempt.startedAt().plus(KEY_LIFETIME));
        if (keyIsUseless) {
            recorder.underNewKey(attempt.id());
        }
        ProcessorAnswer again = ask(reader.brief(attempt.id()));
        if (again instanceof ProcessorAnswer.Unknown) {
            recorder.record(attempt, which.asker(), again);
            throw new ProcessorUnreachable(new IllegalStateException("attempt " + attempt.id() + " still has no known outcome"));
        }
        return again;
    }
}
