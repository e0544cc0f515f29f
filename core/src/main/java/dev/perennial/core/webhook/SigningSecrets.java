package dev.perennial.core.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secrets an endpoint's deliveries are signed with: the one its owner sees, and for {@link #OVERLAP} after a change the one before it too, so that a
 * receiver may be redeployed in its own time.
 *
 * @param previous the secret before the last change, whatever its age; null when there was none
 * @param previousUntil when it stops to sign, real time; null when there is none
 */
public record SigningSecrets(WebhookSecret current, @Nullable WebhookSecret previous, @Nullable Instant previousUntil) {
    /** How long both secrets sign. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    public SigningSecrets {
        if ((previous == null) != (previousUntil == null)) {
            throw new IllegalArgumentException("a previous secret has an end, and only that has one");
        }
    }

    public static SigningSecrets of(WebhookSecret only) { return new SigningSecrets(only, null, null); }

    /** After a change of the secret. Of several changes within the overlap only the last two secrets sign. */
    public SigningSecrets rotated(WebhookSecret next, Instant at) {
        return next.equals(current) ? this : new SigningSecrets(next, current, at.plus(OVERLAP));
    }

    /** What signs at an instant, the current secret first. */
    public List<WebhookSecret> at(Instant now) {
        return previous == null || previousUntil == null || !now.isBefore(previousUntil) ? List.of(current) : List.of(current, previous);
    }
}
