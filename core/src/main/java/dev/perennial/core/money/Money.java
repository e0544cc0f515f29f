package dev.perennial.core.money;

import static java.math.BigDecimal.valueOf;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/** An exact amount in the smallest unit of one currency. A negative amount is a credit. */
public record Money(long minorUnits, Currency currency) implements Comparable<Money> {
    public Money { requireNonNull(currency, "currency"); }

    public static Money zero(Currency currency) { return new Money(0, currency); }

    public Money plus(Money other) { return new Money(Math.addExact(minorUnits, sameCurrency(other).minorUnits), currency); }

    public Money minus(Money other) { return new Money(Math.subtractExact(minorUnits, sameCurrency(other).minorUnits), currency); }

    public Money negated() { return new Money(Math.negateExact(minorUnits), currency); }

    public Money min(Money other) { return minorUnits <= sameCurrency(other).minorUnits ? this : other; }

    public Money max(Money other) { return minorUnits >= sameCurrency(other).minorUnits ? this : other; }

    /** What a card can be charged of this amount: nothing below the currency's minimum, from there on whole steps of it, rounded down. */
    public Money chargeable() {
        return new Money(minorUnits < currency.minimumCharge() ? 0 : minorUnits - minorUnits % currency.chargeStep(), currency);
    }

    public boolean isZero() { return minorUnits == 0; }

    public boolean isPositive() { return minorUnits > 0; }

    public boolean isNegative() { return minorUnits < 0; }

    /** The only way from a fraction of an amount to whole minor units: the caller names the rounding. */
    public Money times(Ratio share, Rounding rounding) {
        // A year in microseconds times a large price overflows a long: multiply exactly, round once.
        BigDecimal exact = valueOf(minorUnits).multiply(valueOf(share.numerator()));
        return new Money(exact.divide(valueOf(share.denominator()), 0, rounding.mode()).longValueExact(), currency);
    }

    @Override
    public int compareTo(Money other) { return Long.compare(minorUnits, sameCurrency(other).minorUnits); }

    @Override
    public String toString() { return minorUnits + " " + currency.code(); }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot combine " + this + " with " + other);
        }
        return other;
    }
}
