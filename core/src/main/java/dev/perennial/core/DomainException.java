package dev.perennial.core;

/** A rule says no to the caller. One class per identifier of the wire; the HTTP status belongs to the API. */
public abstract class DomainException extends RuntimeException {
    private final String identifier;

    protected DomainException(String identifier, String detail) {
        super(detail, null, false, false); // A refusal is an answer, not a failure: no stack trace.
        this.identifier = identifier;
    }

    /** The wire's {@code error}, such as {@code AlreadyCanceledSubscription}. */
    public String identifier() { return identifier; }

    /** The wire's {@code detail}: a sentence for people. */
    public String detail() { return String.valueOf(getMessage()); }
}
