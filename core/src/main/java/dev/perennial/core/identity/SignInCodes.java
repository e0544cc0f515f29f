package dev.perennial.core.identity;

import java.time.Duration;
import java.util.Optional;

/** The codes people sign in with, sent to their e-mail address. */
public interface SignInCodes {
    int LENGTH = 6;
    Duration LIFETIME = Duration.ofMinutes(30);
    /** Wrong tries after which the codes of an address are void. */
    int MOST_ATTEMPTS = 5;
    /** Codes an address gets in an hour at most, so that nobody's inbox is filled by others. */
    int MOST_PER_HOUR = 10;

    /** A new code for an address; none when it has had too many lately. */
    Optional<String> issue(String email);

    /** Uses a code up. False when it is wrong, old, used or was guessed at too often. */
    boolean redeem(String email, String code);
}
