package dev.perennial.core.ratelimit;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Counts what is done, over all processes of the installation. */
public interface RateLimits {
    /**
     * Counts one attempt.
     *
     * @param key what is counted: the limit's name and who attempts it
     * @return how long to wait when it is one too many, which then does not count
     */
    Optional<Duration> take(String key, RateLimit limit);

    /** What an organization was given. */
    RateLimitGroup groupOf(UUID organizationId);

    /** Forgets what is full again or no longer blocked, some at a time; answers how many were forgotten. */
    int forgetOld();
}
