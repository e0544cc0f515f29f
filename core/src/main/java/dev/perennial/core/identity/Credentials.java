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

    /**
     * The person whose browser sent this cookie, with every scope there is.
     *
     * @return nothing when the session is unknown or over, or when the person was blocked
     */
    Optional<UserCaller> resolveSession(String cookie);
}
