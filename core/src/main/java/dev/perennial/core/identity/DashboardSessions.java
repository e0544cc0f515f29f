package dev.perennial.core.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The signed-in browsers of people. */
public interface DashboardSessions {
    /** A session ends this long after the person signed in, used or not. */
    Duration LIFETIME = Duration.ofDays(31);
    /** What is done with credentials needs a session no older than this. */
    Duration FRESHNESS = Duration.ofHours(1);

    /** Opens a session; those in other browsers go on. */
    Opened open(UUID userId);

    /** Ends the session of this token, if there is one. */
    void end(String token);

    /** A new session: the only time its token is seen in clear. */
    record Opened(Token token, Instant expiresAt) {}
}
