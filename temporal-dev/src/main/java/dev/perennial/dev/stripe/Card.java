package dev.perennial.dev.stripe;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A test card.
 *
 * @param saving the decline code of every attempt to save it, or null
 * @param charging the decline code of every charge that got past authentication, or null
 */
record Card(String name, String number, String brand, String country, String funding, Secure secure, @Nullable String saving,
        @Nullable String charging, Refunding refunding) {

    /** When the issuer wants the holder to authenticate. */
    enum Secure {
        /** The card knows no 3-D Secure. */
        NONE,
        /** Not enrolled: an attempt is acknowledged without asking anybody. */
        SUPPORTED,
        /** Asked only when the merchant requests it. */
        OPTIONAL,
        /** Asked on-session and when saving; charged off-session afterwards. */
        REQUIRED,
        /** As REQUIRED; the two are separate test cards with the same conduct here. */
        UNLESS_SET_UP,
        /** Saved by nature: asked on-session only. */
        SET_UP,
        /** Asked for each payment, so no charge off-session ever passes. */
        ALWAYS
    }

    /** How a refund to the card ends. */
    enum Refunding {
        SUCCEEDS, PENDING_THEN_SUCCEEDS, SUCCEEDS_THEN_FAILS
    }

    String last4() { return number.substring(number.length() - 4); }

    /** The same for each use of the same number. */
    String fingerprint() {
        long mixed = Long.parseLong(number) * 0x9E3779B97F4A7C15L;
        return String.format(Locale.ROOT, "%16s", Long.toUnsignedString(mixed, 36)).replace(' ', 'x');
    }
}
