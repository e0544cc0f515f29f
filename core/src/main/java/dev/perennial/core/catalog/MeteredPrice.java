package dev.perennial.core.catalog;

import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A price by use.
 *
 * @param unitAmount for one unit, in minor units of the currency and fractions of them: positive, at most 17 digits, 12 of them decimals
 * @param cap the most that one settlement costs; null when there is no limit
 */
public record MeteredPrice(BigDecimal unitAmount, Currency currency, @Nullable Money cap) {
    private static final int MAX_DIGITS = 17;
    private static final int MAX_DECIMALS = 12;

    public MeteredPrice {
        BigDecimal plain = unitAmount.stripTrailingZeros();
        int digits = plain.precision() - Math.min(plain.scale(), 0);
        if (plain.signum() <= 0 || plain.scale() > MAX_DECIMALS || digits > MAX_DIGITS) {
            throw new IllegalArgumentException("a unit can't cost " + unitAmount);
        }
        if (cap != null && (cap.isNegative() || !cap.currency().equals(currency))) {
            throw new IllegalArgumentException("a price in " + currency.code() + " can't be capped at " + cap);
        }
    }

    /**
     * What so many units cost, rounded once, half away from zero; units given back beyond those used cost nothing.
     *
     * @throws ArithmeticException when the amount exceeds what can be written down and no cap limits it
     */
    public Money amount(BigDecimal units) {
        BigDecimal exact = unitAmount.multiply(units.max(BigDecimal.ZERO)).setScale(0, RoundingMode.HALF_UP);
        if (cap != null && exact.compareTo(BigDecimal.valueOf(cap.minorUnits())) > 0) {
            return cap;
        }
        return new Money(exact.longValueExact(), currency);
    }
}
