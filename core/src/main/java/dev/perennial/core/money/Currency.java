package dev.perennial.core.money;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of the 126 presentment currencies, by its lower-case ISO 4217 code; any other code is an {@link IllegalArgumentException}. */
public record Currency(String code) {
    public static final Currency USD = new Currency("usd");

    public Currency {
        if (!CurrencyRules.knows(code)) {
            throw new IllegalArgumentException("'" + code + "' is not a presentment currency");
        }
    }

    /**
     * The currency of this code.
     *
     * @throws IllegalArgumentException when it is not a presentment currency in lower case
     */
    public static Currency of(String code) {
        return new Currency(code);
    }

    /** The currency of this lower-case code, if prices may be set in it. */
    public static Optional<Currency> find(String code) {
        return CurrencyRules.knows(code) ? Optional.of(new Currency(code)) : Optional.empty();
    }

    /** The codes of all of them, in alphabetical order. */
    public static List<String> codes() { return CurrencyRules.codes(); }

    /** How many minor units make one major unit: 1 where the currency has no smaller one, else 100. */
    public int minorUnitFactor() {
        return decimals() == 0 ? 1 : 100;
    }

    /** The lowest price that is not free, in minor units. */
    public long minimumPrice() { return CurrencyRules.minimum(code); }

    /** The highest price and the highest order, in minor units. */
    public long maximumPrice() { return CurrencyRules.maximum(code); }

    /** The lowest amount a card is charged, in minor units: what is due below it becomes a debt of the customer's balance. */
    public long minimumCharge() {
        return CurrencyRules.minimum(code);
    }

    /**
     * What every amount charged to a card is a multiple of, in minor units: 100 where the processor knows two decimals of a currency that has none in
     * use, else 1.
     */
    public long chargeStep() { return CurrencyRules.chargeStep(code); }

    /** An amount of minor units for people to read: {@code USD 20.00}, {@code JPY 500}. Never parsed. */
    public String format(long minorUnits) {
        return code.toUpperCase(Locale.ROOT) + " " + BigDecimal.valueOf(minorUnits, decimals()).toPlainString();
    }

    private int decimals() { return CurrencyRules.decimals(code); }
}
