package dev.perennial.activities.payment;

import dev.perennial.activities.payment.ProcessorAnswer.Declined;
import dev.perennial.activities.payment.ProcessorAnswer.Reason;
import dev.perennial.activities.payment.ProcessorAnswer.Refused;
import dev.perennial.activities.payment.ProcessorAnswer.RequiresAction;
import dev.perennial.activities.payment.ProcessorAnswer.Succeeded;
import dev.perennial.activities.payment.ProcessorAnswer.Unknown;
import dev.perennial.core.payment.ChargeBrief;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttempt.Kind;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.time.RealInstant;
import dev.perennial.workflows.payment.ChargeSteps;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Asks the processor outside any transaction and has the answer recorded in one. The rules are PAY-1 to PAY-12. */
@Singleton
final class ChargeStepsImpl implements ChargeSteps {
    /** What a payer is told whose time is over while the processor took no request of ours. */
    private static final Declined NEVER_TAKEN = new Declined(null, null, "processor_unavailable",
            "The payment could not be made. Nothing was charged; please try again later.", false, false);
    /** Nothing is charged whose customer is gone, whose subscription has ended or whose merchant may not take any (PAY-34, PAY-37, SUB-9). */
    private static final Declined CALLED_OFF = new Declined(null, null, "called_off", "This payment is not wanted any more.", false, false);
    private static final Refused HELD = new Refused("held", "The processor refuses our requests: this one was not sent.");

    private final PaymentProcessor processor;
    private final ProcessorGate gate;
    private final PayerRegistration payers;
    private final AttemptRecorder recorder;
    private final AttemptReader reader;
    private final AttemptKeys keys;
    private final UnexpectedPayments unexpected;
    private final BillingTime time;
    private final Settings settings;

    ChargeStepsImpl(PaymentProcessor processor, ProcessorGate gate, PayerRegistration payers, AttemptRecorder recorder, AttemptReader reader,
            AttemptKeys keys, UnexpectedPayments unexpected, BillingTime time, Settings settings) {
        this.processor = processor;
        this.gate = gate;
        this.payers = payers;
        this.recorder = recorder;
        this.reader = reader;
        this.keys = keys;
        this.unexpected = unexpected;
        this.time = time;
        this.settings = settings;
    }

    @Override
    public Answer charge(Attempt which) {
        ChargeBrief brief = reader.brief(which.id());
        PaymentAttempt attempt = brief.attempt();
        if (attempt.state() != PaymentAttempt.State.STARTED) {
            return recorder.answerOf(attempt, which.asker()); // A repeat: the outcome was recorded before, or has to be found out.
        }
        if (brief.calledOff() && brief.payer() == null) {
            return recorder.record(attempt, which.asker(), CALLED_OFF); // The processor has never heard of them.
        }
        if (brief.calledOff() || attempt.keyIsOld(time.realNow())) {
            return recorder.record(attempt, which.asker(), new Unknown(Reason.NO_ANSWER));
        }
        return recorder.record(attempt, which.asker(), gate.admits(brief) ? gate.heard(brief, ask(brief)) : HELD);
    }

    @Override
    public Answer resolve(Attempt which) {
        unexpected.lookInto(reader.get(which.id()), which.asker());
        ChargeBrief brief = reader.brief(which.id());
        PaymentAttempt attempt = brief.attempt();
        if (attempt.state() == PaymentAttempt.State.FAILED) {
            return recorder.answerOf(attempt, which.asker());
        }
        if (attempt.askedAt() == null && isGivenUp(attempt)) {
            return recorder.record(attempt, which.asker(), NEVER_TAKEN);
        }
        if (brief.calledOff() && brief.payer() == null) {
            return recorder.record(attempt, which.asker(), CALLED_OFF);
        }
        if (!gate.admits(brief)) {
            throw new ProcessorRefused(HELD.code(), HELD.message());
        }
        boolean known = attempt.intentId() != null
                || attempt.state() != PaymentAttempt.State.STARTED && attempt.state() != PaymentAttempt.State.UNKNOWN;
        // Paid, but what arrived on our balance may have become known only since.
        return known ? record(attempt, which, gate.asking(brief, () -> standingOf(brief))) : findOrRepeat(brief, which);
    }

    private ProcessorAnswer ask(ChargeBrief brief) {
        String payer;
        try {
            payer = payers.idOf(brief);
        } catch (ProcessorUnreachable _) {
            return new Unknown(Reason.NO_ANSWER);
        } catch (ProcessorRefused no) {
            return new Refused(no.code(), String.valueOf(no.getMessage()));
        }
        return ended(brief.attempt().kind() == Kind.SETUP
                ? processor.setUp(reader.setupOf(brief, payer))
                : processor.charge(reader.chargeOf(brief, payer)));
    }

    /** A decline is final only when the processor has called the try off: until then the payer's page could make it succeed (PAY-6). */
    private ProcessorAnswer ended(ProcessorAnswer answer) {
        if (!(answer instanceof Declined no) || !no.mayStillSucceed() || no.intentId() == null) {
            return answer;
        }
        try {
            ProcessorAnswer now = processor.cancel(no.intentId());
            if (!(now instanceof Declined ended)) {
                return now;
            }
            return ended.mayStillSucceed() ? new Unknown(Reason.NO_ANSWER, no.intentId()) : no.endedAs(ended);
        } catch (ProcessorUnreachable | ProcessorRefused _) {
            return new Unknown(Reason.NO_ANSWER, no.intentId());
        }
    }

    private ProcessorAnswer standingOf(ChargeBrief brief) {
        PaymentAttempt attempt = brief.attempt();
        String intent = attempt.intentId();
        if (intent == null) {
            throw new IllegalStateException("attempt " + attempt.id() + " waits without an intent");
        }
        ProcessorAnswer now = processor.retrieve(intent);
        boolean over = now instanceof RequiresAction && (brief.calledOff() || isPayerGone(attempt));
        return ended(over ? processor.cancel(intent) : now);
    }

    private Answer findOrRepeat(ChargeBrief brief, Attempt which) {
        PaymentAttempt attempt = brief.attempt();
        RealInstant now = time.realNow();
        boolean keyIsUseless = Reason.SERVER_ERROR.name().equals(attempt.declineCode()) || attempt.isHeld() || attempt.keyIsOld(now)
                || brief.calledOff(); // A repeat could charge what nobody wants any more.
        if (!keyIsUseless) {
            return repeat(brief, keys.asking(attempt), which); // Whatever the first request did, the key finds out (PAY-1).
        }
        List<ProcessorAnswer> found = gate.asking(brief,
                () -> processor.find(attempt.id(), attempt.kind() == Kind.SETUP, payers.idOf(brief), attempt.startedAt()));
        boolean paid = !found.isEmpty() && found.getFirst() instanceof Succeeded;
        if (!paid && !isOver(attempt, now)) {
            throw new ProcessorUnreachable("a request of attempt " + attempt.id() + " may still be under way");
        }
        if (!found.isEmpty()) {
            return recordAll(attempt, which, gate.asking(brief, () -> onlyOneOpen(found)));
        }
        if (brief.calledOff() || isGivenUp(attempt)) {
            return recorder.record(attempt, which.asker(), brief.calledOff() ? CALLED_OFF : NEVER_TAKEN);
        }
        return repeat(brief, keys.underNewKey(attempt), which);
    }

    /** Whether every request of the attempt has had its effect or never will. When the last one went out must be known for that (PAY-3). */
    private boolean isOver(PaymentAttempt attempt, RealInstant now) {
        if (attempt.askedAt() == null && !attempt.isHeld()) {
            keys.asking(attempt);
            return false;
        }
        return !attempt.mayBeUnderWay(now, settings.processorRequestLifetime());
    }

    private Answer repeat(ChargeBrief before, PaymentAttempt marked, Attempt which) {
        ChargeBrief brief = reader.brief(marked.id());
        if (!brief.attempt().state().isOpen()) {
            return recorder.answerOf(brief.attempt(), which.asker()); // Somebody else has found out meanwhile.
        }
        ProcessorAnswer answer = gate.heard(before, ask(brief));
        if (answer instanceof Refused) {
            keys.hadNoEffect(marked, before.attempt().askedAt());
        }
        return record(brief.attempt(), which, answer);
    }

    /** Of tries under several keys one counts; whatever else could still take money is called off. */
    private List<ProcessorAnswer> onlyOneOpen(List<ProcessorAnswer> found) {
        Stream<ProcessorAnswer> others = found.stream().skip(1)
                .map(other -> ended(other instanceof RequiresAction(var intent, _) ? processor.cancel(intent) : other));
        return Stream.concat(Stream.of(ended(found.getFirst())), others).sorted(ProcessorAnswer.BEST_FIRST).toList();
    }

    /** Each further success is money taken twice: the recorder learns of it, too (PAY-2). */
    private Answer recordAll(PaymentAttempt attempt, Attempt which, List<ProcessorAnswer> standing) {
        Answer answer = record(attempt, which, standing.getFirst());
        standing.stream().skip(1).filter(Succeeded.class::isInstance).forEach(more -> recorder.record(attempt, which.asker(), more));
        return answer;
    }

    /** Records what is known; what is still open is to be asked again. */
    private Answer record(PaymentAttempt attempt, Attempt which, ProcessorAnswer answer) {
        Answer recorded = recorder.record(attempt, which.asker(), answer);
        return switch (answer) {
            case Unknown _ -> throw new ProcessorUnreachable("attempt " + attempt.id() + " still has no known outcome");
            case Refused no -> throw new ProcessorRefused(no.code(), no.message());
            case Succeeded _,Declined _,RequiresAction _,ProcessorAnswer.Processing _ -> recorded;
        };
    }

    /** Whether nobody waits any longer for an attempt that the processor does not take (PAY-9). An order's charge is held until the cause is repaired. */
    private boolean isGivenUp(PaymentAttempt attempt) {
        return attempt.isHeld() && attempt.isForWaitingPayer() && isPayerGone(attempt);
    }

    private boolean isPayerGone(PaymentAttempt attempt) { return attempt.isPayerTooLate(() -> reader.billingNow(attempt), time.realNow()); }
}
