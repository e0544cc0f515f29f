package dev.perennial.core.catalog;

import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What a product's set of prices has to fulfil; what a card can't be charged in full is refused (LED-9). */
public final class PriceRules {
    private PriceRules() {}

    /**
     * A rule that is broken.
     *
     * @param type the wire's kind of violation
     * @param index which price breaks it, or none when the set as a whole does
     */
    public record Violation(String type, OptionalInt index, String message) {}

    /**
     * A fixed price of a set.
     *
     * @param amount zero is free
     * @param kept whether the product has it already: it may be off a step that is asked of new prices
     */
    public record Candidate(Money amount, boolean kept) {
        public static Candidate added(Money amount) { return new Candidate(amount, false); }

        public static Candidate kept(Money amount) { return new Candidate(amount, true); }

        private boolean isOffStep() { return !kept && amount.minorUnits() % amount.currency().chargeStep() != 0; }
    }

    /**
     * Everything that is wrong with a set of fixed prices. One that is refused for itself is left out of the rules for the set.
     *
     * @param prices in the order they were given
     * @param defaultCurrency the one every product must have a price in
     */
    public static List<Violation> violations(List<Candidate> prices, Currency defaultCurrency) {
        List<Violation> violations = new ArrayList<>();
        Set<Currency> currencies = new HashSet<>();
        boolean twice = false;
        for (int i = 0; i < prices.size(); i++) {
            Money amount = prices.get(i).amount();
            Currency currency = amount.currency();
            if (amount.isPositive() && amount.minorUnits() < currency.minimumPrice()) {
                violations.add(
                        new Violation("minimum_price", OptionalInt.of(i), "The lowest price is " + currency.format(currency.minimumPrice()) + "."));
            } else if (amount.minorUnits() > currency.maximumPrice()) {
                violations.add(
                        new Violation("maximum_price", OptionalInt.of(i), "The highest price is " + currency.format(currency.maximumPrice()) + "."));
            } else if (prices.get(i).isOffStep()) {
                violations.add(new Violation("multiple_of", OptionalInt.of(i),
                        "A price in this currency is a multiple of " + currency.format(currency.chargeStep()) + "."));
            } else {
                twice |= !currencies.add(currency);
            }
        }
        if (currencies.isEmpty()) {
            violations.add(new Violation("too_short", OptionalInt.empty(), "At least one price is needed."));
        } else if (!currencies.contains(defaultCurrency)) {
            violations.add(
                    new Violation("value_error", OptionalInt.empty(), "A price in the default currency " + defaultCurrency.code() + " is needed."));
        }
        if (twice) {
            violations.add(new Violation("value_error", OptionalInt.empty(), "Only one fixed price is possible in each currency."));
        }
        return violations;
    }
}
