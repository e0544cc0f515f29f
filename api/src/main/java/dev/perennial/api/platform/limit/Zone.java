package dev.perennial.api.platform.limit;

import dev.perennial.core.ratelimit.RateLimit;
import dev.perennial.core.ratelimit.RateLimit.Precision;
import dev.perennial.core.ratelimit.RateLimit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The limits there are: one per group of callers, and those of single operations that are worth guessing at. */
public enum Zone {
    // Groups.
    RESTRICTED(perMinute(60), perMinute(10)), DEFAULT(perMinute(500), perMinute(100)), WEB(perSecond(100), perSecond(50)), ELEVATED(perSecond(100),
            perSecond(50)),
    /** A token nobody has shown before, until it is known whose it is. */
    PENDING_AUTH(perMinute(60), perMinute(60)),
    // Operations.
    /** Codes by mail: asking for one and trying one. */
    SIGN_IN(900, new Rate(6, Duration.ofMinutes(1)), new Rate(12, Duration.ofHours(1))),
    /** Validating, activating and deactivating license keys. */
    LICENSE_KEY(60, new Rate(3, Duration.ofSeconds(1))),
    /** Waiting for a seat to be claimed. */
    SEAT_STREAM(300, new Rate(10, Duration.ofMinutes(1))),
    /** Trying cards. */
    CHECKOUT_CONFIRM(1_800, new Rate(6, Duration.ofMinutes(1)), new Rate(20, Duration.ofHours(1))),
    /** Asking the processor for the state of an account. */
    PAYOUT_ACCOUNT_SYNC(0, new Rate(10, Duration.ofMinutes(1)), new Rate(60, Duration.ofHours(1))),
    /** Writing to the people behind the installation. */
    FEEDBACK(3_600, new Rate(5, Duration.ofHours(1))),
    /** What must never be turned away: a supervisor's question, a provider's signed event. */
    NONE;

    @SuppressWarnings("ImmutableEnumChecker") // A record of figures.
    private final @Nullable RateLimit production;
    @SuppressWarnings("ImmutableEnumChecker")
    private final @Nullable RateLimit sandbox;

    Zone() {
        this.production = null;
        this.sandbox = null;
    }

    Zone(Rate production, Rate sandbox) {
        this.production = new RateLimit(List.of(production), null, Precision.SHARED_LATER);
        this.sandbox = new RateLimit(List.of(sandbox), null, Precision.SHARED_LATER);
    }

    Zone(int blockedSeconds, Rate... rates) {
        this.production = new RateLimit(List.of(rates), blockedSeconds == 0 ? null : Duration.ofSeconds(blockedSeconds), Precision.EXACT);
        this.sandbox = production;
    }

    private static Rate perMinute(long times) {
        return new Rate(times, Duration.ofMinutes(1));
    }

    private static Rate perSecond(long times) {
        return new Rate(times, Duration.ofSeconds(1));
    }

    /** The limit in this kind of installation; nothing where there is none. */
    @Nullable
    RateLimit limit(boolean inSandbox) {
        return inSandbox ? sandbox : production;
    }

    String key(String who) {
        return name().toLowerCase(Locale.ROOT) + ":" + who;
    }
}
