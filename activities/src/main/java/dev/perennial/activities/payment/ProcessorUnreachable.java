package dev.perennial.activities.payment;

/** The processor did not answer, or answered that it can't: the same question may be asked again. */
public final class ProcessorUnreachable extends RuntimeException {
    public ProcessorUnreachable(Throwable cause) { super("the payment processor did not answer: " + cause.getMessage(), cause); }
}
