package dev.perennial.core.catalog;

import static dev.perennial.core.money.Rounding.HALF_AWAY_FROM_ZERO;

import dev.perennial.core.money.Money;
import dev.perennial.core.money.Ratio;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How much a discount takes off. It is given before tax and never makes an amount negative. */
public sealed interface DiscountTerms {
    /** No discount. */
    record None() implements DiscountTerms {}

    /**
     * A share of the amount, rounded half away from zero.
     *
     * @param basisPoints 1 to 10000
     */
    record Percentage(long basisPoints) implements DiscountTerms {
        public Percentage {
            if (basisPoints < 1 || basisPoints > 10_000) {
                throw new IllegalArgumentException("a discount is 1 to 10000 basis points, not " + basisPoints);
            }
        }
    }

    /** A sum, or the whole amount when that is less; the one for the currency of what it is applied to. */
    record Fixed(Money amount) implements DiscountTerms {
        public Fixed {
            if (amount.isNegative()) {
                throw new IllegalArgumentException("a discount takes off, it doesn't add: " + amount);
            }
        }
    }

    /** What is taken off an amount; nothing of one that isn't positive. */
    default Money of(Money amount) {
        Money zero = Money.zero(amount.currency());
        if (!amount.isPositive()) {
            return zero;
        }
        return switch (this) {
            case None _ -> zero;
            case Percentage(long basisPoints) -> amount.times(Ratio.ofBasisPoints(basisPoints), HALF_AWAY_FROM_ZERO);
            case Fixed(Money fixed) -> fixed.min(amount);
        };
    }

    /**
     * What is taken off each of several items that share the discount. A percentage is taken of each on its own. A sum is spread in proportion
     * and without a rest: units that the rounding down leaves go to the largest remainders, to the earlier item on a tie.
     *
     * @param items amounts of one currency, none negative
     */
    default List<Money> split(List<Money> items) {
        return switch (this) {
            case None _,Percentage _ -> items.stream().map(this::of).toList();
            case Fixed _ -> items.stream().reduce(Money::plus).map(total -> spread(of(total), total, items)).orElse(List.of());
        };
    }

    private static List<Money> spread(Money discount, Money total, List<Money> items) {
        if (items.stream().anyMatch(Money::isNegative)) {
            throw new IllegalArgumentException("a discount is spread over what is asked for, not over " + items);
        }
        if (total.isZero()) {
            return items;
        }
        List<BigInteger[]> shares = items.stream()
                .map(item -> BigInteger.valueOf(discount.minorUnits()).multiply(BigInteger.valueOf(item.minorUnits()))
                        .divideAndRemainder(BigInteger.valueOf(total.minorUnits())))
                .toList();
        List<Long> units = new ArrayList<>(shares.stream().map(share -> share[0].longValueExact()).toList());
        long rest = discount.minorUnits() - units.stream().mapToLong(Long::longValue).sum();
        // The sort keeps the order of equals, so the earlier item comes first on a tie.
        IntStream.range(0, items.size()).boxed().sorted(Comparator.comparing((Integer item) -> shares.get(item)[1]).reversed()).limit(rest)
                .forEach(item -> units.set(item, units.get(item) + 1));
        return units.stream().map(unit -> new Money(unit, total.currency())).toList();
    }
}
