package dev.perennial.core.subscription;

import static dev.perennial.core.money.Rounding.HALF_EVEN;
import static dev.perennial.core.money.Rounding.TOWARDS_ZERO;

import dev.perennial.core.catalog.DiscountTerms;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.money.Ratio;
import dev.perennial.core.time.BillingPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a change of product in the middle of a period gives back and asks for: a credit for each old price, a debit for each new one, in the order
 * of the prices they belong to.
 */
public record Proration(List<ProrationEntry> credits, List<ProrationEntry> debits) {
    public Proration {
        credits = List.copyOf(credits);
        debits = List.copyOf(debits);
    }

    /**
     * One side of a change: what was agreed on, and for which period.
     *
     * @param prices amounts of the static prices that take part; free, custom and metered prices don't
     * @param discount the one attached on this side of the change
     */
    public record Terms(List<Money> prices, DiscountTerms discount, BillingPeriod period) {
        public Terms { prices = List.copyOf(prices); }
    }

    /** Gives back the unused part of the old terms and asks for that of the new ones; each line is rounded half to even, never their difference. */
    public static Proration ofProduct(Terms old, Terms next, Instant changedAt) {
        return new Proration(entries(EntryDirection.CREDIT, old.prices(), old.discount(), old.period().unusedAt(changedAt)),
                entries(EntryDirection.DEBIT, next.prices(), next.discount(), next.period().unusedAt(changedAt)));
    }

    /** Asks for every price in full, since the cycle starts again; nothing is given back for the period that is cut short. */
    public static Proration ofRestart(List<Money> prices, DiscountTerms discount) {
        return new Proration(List.of(), entries(EntryDirection.DEBIT, prices, discount, Ratio.ONE));
    }

    /**
     * What more or fewer seats cost for the rest of the period; nothing when that is zero. Both amounts are taken after their share of the
     * discount, which the fixed fee takes part in, and the fraction of their difference is dropped.
     *
     * @param fixedFee static prices beside the seats, which the change leaves alone; zero when there are none
     * @param oldAmount price of the old number of seats before discount
     * @param newAmount price of the new number of seats before discount
     */
    public static Optional<ProrationEntry> ofQuantity(Money fixedFee, Money oldAmount, Money newAmount, DiscountTerms discount, BillingPeriod period,
            Instant changedAt) {
        Ratio unused = period.unusedAt(changedAt);
        Money oldShare = discount.split(List.of(fixedFee, oldAmount)).getLast();
        Money newShare = discount.split(List.of(fixedFee, newAmount)).getLast();
        Money delta = newAmount.minus(newShare).minus(oldAmount.minus(oldShare)).times(unused, TOWARDS_ZERO);
        if (delta.isZero()) {
            return Optional.empty();
        }
        Money discountDelta = absolute(newShare.minus(oldShare)).times(unused, TOWARDS_ZERO);
        return Optional.of(new ProrationEntry(delta.isNegative() ? EntryDirection.CREDIT : EntryDirection.DEBIT, absolute(delta), discountDelta));
    }

    /** Debits without credits: what the change alone would make due, negative when it gives more back. */
    public Money net(Currency currency) {
        return Stream.concat(credits.stream(), debits.stream()).map(ProrationEntry::signedAmount).reduce(Money.zero(currency), Money::plus);
    }

    private static List<ProrationEntry> entries(EntryDirection direction, List<Money> prices, DiscountTerms discount, Ratio unused) {
        List<Money> shares = discount.split(prices);
        return IntStream.range(0, prices.size()).mapToObj(price -> new ProrationEntry(direction,
                prices.get(price).minus(shares.get(price)).times(unused, HALF_EVEN), shares.get(price).times(unused, HALF_EVEN))).toList();
    }

    private static Money absolute(Money amount) { return amount.isNegative() ? amount.negated() : amount; }
}
