package dev.perennial.activities.payment;

import dev.perennial.core.payment.Breaker;
import dev.perennial.core.payment.Breakers;
import dev.perennial.core.payment.ChargeBrief;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.time.RealInstant;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Lets a step about an attempt go to the processor, or not while the processor refuses everybody; hears what becomes of it. */
@Singleton
final class ProcessorGate {
    private final Breakers breakers;
    private final BillingTime time;

    ProcessorGate(Breakers breakers, BillingTime time) {
        this.breakers = breakers;
        this.time = time;
    }

    /** Whether the step may call the processor. While nobody waits this costs nothing: the breaker was read with the attempt. */
    boolean admits(ChargeBrief brief) {
        Breaker breaker = brief.breaker();
        RealInstant now = time.realNow();
        return !breaker.isOpen() || breaker.isProbeDue(now) && breakers.takesProbe(now);
    }

    /** Takes note of an answer to a request that was to have an effect. A question that is answered proves less: a key may be allowed to read only. */
    ProcessorAnswer heard(ChargeBrief brief, ProcessorAnswer answer) {
        switch (answer) {
            case ProcessorAnswer.Refused _ -> breakers.refused(brief.attempt().id(), time.realNow());
            case ProcessorAnswer.Unknown _ -> {} // Says nothing about whether requests are taken.
            case ProcessorAnswer.Succeeded _,ProcessorAnswer.Declined _,ProcessorAnswer.RequiresAction _,ProcessorAnswer.Processing _ -> {
                if (!brief.breaker().isClean()) {
                    breakers.accepted();
                }
            }
        }
        return answer;
    }

    /** Puts a question about the attempt, and takes note if it is not even taken. */
    <T> T asking(ChargeBrief brief, Supplier<T> question) {
        try {
            return question.get();
        } catch (ProcessorRefused refused) {
            breakers.refused(brief.attempt().id(), time.realNow());
            throw refused;
        }
    }
}
