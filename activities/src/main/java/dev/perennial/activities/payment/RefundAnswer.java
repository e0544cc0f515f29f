package dev.perennial.activities.payment;

/** What the processor says about a refund. */
public sealed interface RefundAnswer {
    /** @param status the processor's word for how it stands: it may be pending, and may still fail */
    record Done(String refundId, String status) implements RefundAnswer {}

    /** No answer: the refund may or may not be there. The same question under the same key finds out. */
    record Unknown() implements RefundAnswer {}

    /** It is known to have had no effect; somebody has to look into it. */
    record Refused(String code, String message) implements RefundAnswer {}
}
