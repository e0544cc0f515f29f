package dev.perennial.activities.payment;

/** The processor does not take a question of ours, for what is no customer's fault; it had no effect. An operator has to repair the cause. */
public final class ProcessorRefused extends RuntimeException {
    private final String code;

    public ProcessorRefused(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The processor's word for why. */
    public String code() { return code; }
}
