package dev.perennial.core.money;

/** An exact share of something, such as the unused part of a period. Never a binary fraction: rounding happens once, where it becomes money. */
public record Ratio(long numerator, long denominator) {
    public static final Ratio ZERO = new Ratio(0, 1);
    public static final Ratio ONE = new Ratio(1, 1);

    public Ratio {
        if (denominator <= 0) {
            throw new IllegalArgumentException("a ratio needs a positive denominator, not " + denominator);
        }
    }

    /** Basis points: 250 is 2.5 %. */
    public static Ratio ofBasisPoints(long basisPoints) { return new Ratio(basisPoints, 10_000); }
}
