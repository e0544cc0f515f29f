package dev.perennial.core.identity;

import java.util.Set;

/** A request without a credential. */
public record Anonymous() implements Caller {
    @Override
    public Set<String> scopes() {
        return Set.of();
    }
}
