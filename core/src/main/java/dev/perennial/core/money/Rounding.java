package dev.perennial.core.money;

import java.math.RoundingMode;

/** The roundings the money rules know; a formula of the specification names exactly one. */
public enum Rounding {
    /** Percentages, metered amounts and fees: 0.5 becomes 1, -0.5 becomes -1. */
    HALF_AWAY_FROM_ZERO(RoundingMode.HALF_UP),
    /** Prorations of products and tax shares of refunds. */
    HALF_EVEN(RoundingMode.HALF_EVEN),
    /** Prorations of seats: the fraction is dropped, towards zero. */
    TOWARDS_ZERO(RoundingMode.DOWN);

    private final RoundingMode mode;

    Rounding(RoundingMode mode) { this.mode = mode; }

    RoundingMode mode() { return mode; }
}
