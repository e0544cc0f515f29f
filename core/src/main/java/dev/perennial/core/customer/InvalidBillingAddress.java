package dev.perennial.core.customer;

/** A billing address that can't be taken as it is; the message says why, for the one who typed it. */
public final class InvalidBillingAddress extends IllegalArgumentException {
    private final String field;

    InvalidBillingAddress(String field, String reason) {
        super(reason);
        this.field = field;
    }

    /** The offending field by its name on the wire. */
    public String field() { return field; }
}
