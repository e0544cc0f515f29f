package dev.perennial.core.ledger;

import static dev.perennial.core.money.Rounding.HALF_AWAY_FROM_ZERO;

import dev.perennial.core.money.Money;
import dev.perennial.core.money.Ratio;

/** What the platform keeps of one payment, in the settlement currency. */
public record PlatformFees(Money payment, Money international, Money subscription) {
    private static final Ratio INTERNATIONAL_SURCHARGE = Ratio.ofBasisPoints(150);

    public PlatformFees {
        if (payment.isNegative() || international.isNegative() || subscription.isNegative()) {
            throw new IllegalArgumentException("fees are never negative: " + payment + ", " + international + ", " + subscription);
        }
    }

    /**
     * The fees at the rates in force when the payment settles.
     *
     * @param settled the whole payment in the settlement currency, tax included: fees are taken of the tax, too
     * @param origin {@link CardOrigin#DOMESTIC} also for merchants who don't pay for cards from abroad
     */
    public static PlatformFees of(Money settled, FeeRates rates, CardOrigin origin, SaleKind sale) {
        Money zero = Money.zero(settled.currency());
        // The fixed part is whole, so adding it after the rounding gives the same as before.
        Money payment = settled.times(Ratio.ofBasisPoints(rates.basisPoints()), HALF_AWAY_FROM_ZERO)
                .plus(new Money(rates.fixedMinorUnits(), settled.currency()));
        Money international = switch (origin) {
            case INTERNATIONAL -> settled.times(INTERNATIONAL_SURCHARGE, HALF_AWAY_FROM_ZERO);
            case DOMESTIC -> zero;
        };
        Money subscription = switch (sale) {
            case SUBSCRIPTION -> settled.times(Ratio.ofBasisPoints(rates.subscriptionBasisPoints()), HALF_AWAY_FROM_ZERO);
            case ONE_TIME -> zero;
        };
        return new PlatformFees(payment, international, subscription);
    }

    /** Everything the merchant pays for this payment. */
    public Money total() { return payment.plus(international).plus(subscription); }
}
