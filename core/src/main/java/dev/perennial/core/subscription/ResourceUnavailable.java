package dev.perennial.core.subscription;

import dev.perennial.core.DomainException;

/** What was asked for is gone. */
public final class ResourceUnavailable extends DomainException {
    public ResourceUnavailable(String detail) { super("ResourceUnavailable", detail); }
}
