package dev.perennial.activities.payment;

/**
 * We ask the processor more than it allows. The request had no effect; the step is to be taken again a moment later, under the same key. That is all: waiting
 * one's turn is not a failure of anybody's payment.
 */
public final class ProcessorBusy extends RuntimeException {
    public ProcessorBusy(String message) { super(message); }
}
