package dev.perennial.core.identity;

import dev.perennial.core.DomainException;

/** What was asked for is visible to the caller, but their role or its state forbids the action. */
public final class NotPermitted extends DomainException {
    public NotPermitted(String detail) {
        super("NotPermitted", detail);
    }

    public NotPermitted(Permission permission) {
        this("You don't have permission to " + permission.action() + ".");
    }
}
