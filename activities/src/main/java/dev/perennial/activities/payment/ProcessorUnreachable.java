package dev.perennial.activities.payment;

import dev.perennial.activities.payment.ProcessorAnswer.Reason;

/** The processor did not answer, or answered that it can't: the same question may be asked again. */
public final class ProcessorUnreachable extends RuntimeException {
    private final Reason reason;

    public ProcessorUnreachable(Reason reason, Throwable cause) {
        super("the payment processor did not answer: " + cause.getMessage(), cause);
        this.reason = reason;
    }

    public ProcessorUnreachable(String message) {
        super(message);
        this.reason = Reason.NO_ANSWER;
    }

    /** Whether the answer would be the same under the same idempotency key. */
    public Reason reason() { return reason; }
}
