package dev.perennial.core;

import static java.util.Objects.requireNonNull;

/**
 * A rule says no to the caller. One subclass per identifier of the wire; the identifier is what clients tell refusals apart by,
 * the message is for people.
 */
public abstract class DomainException extends RuntimeException {
    private final String identifier;

    /**
     * @param identifier name on the wire, such as {@code NotPermitted}
     * @param detail what was refused and why, in one sentence; no secrets, no personal data
     */
    protected DomainException(String identifier, String detail) {
        super(detail);
        this.identifier = requireNonNull(identifier, "identifier");
    }

    /** The name on the wire. */
    public final String identifier() {
        return identifier;
    }

    /** The sentence for people. */
    public final String detail() {
        return requireNonNull(getMessage(), "detail");
    }
}
