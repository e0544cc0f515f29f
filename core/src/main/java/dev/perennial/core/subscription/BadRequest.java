package dev.perennial.core.subscription;

import dev.perennial.core.DomainException;

/** The request makes no sense for the subscription as it stands. */
public final class BadRequest extends DomainException {
    public BadRequest(String detail) { super("BadRequest", detail); }
}
