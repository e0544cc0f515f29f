package dev.perennial.core.identity;

import dev.perennial.core.DomainException;

/** The person signed in too long ago for what they want to do. */
public final class SessionNotFresh extends DomainException {
    public SessionNotFresh() { super("SessionNotFreshError", "Sign in again to do this."); }
}
