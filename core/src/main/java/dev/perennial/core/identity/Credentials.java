package dev.perennial.core.identity;

import java.util.Optional;

/** The stored tokens of every kind, by whatever prefix. */
public interface Credentials {
    /**
     * The caller a token stands for.
     *
     * @param token the token in clear, as it was sent
     * @return nothing when it is unknown, malformed, expired or revoked, or when its owner may not authenticate any more
     */
    Optional<Caller> resolve(String token);
}
