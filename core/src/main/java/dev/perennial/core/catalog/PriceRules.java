package dev.perennial.core.catalog;

import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What a product's set of prices has to fulfil (spec 02 §3.1, §3.6). */
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
     * Everything that is wrong with a set of fixed prices. One that is refused for itself is left out of the rules for the set.
     *
     * @param amounts the prices in the order they were given; zero is free
     * @param defaultCurrency the one every product must have a price in
     */
    public static List<Violation> violations(List<Money> amounts, Currency defaultCurrency) {
        List<Violation> violations = new ArrayList<>();
        Set<Currency> currencies = new HashSet<>();
        boolean twice = false;
        for (int i = 0; i < amounts.size(); i++) {
            Money amount = amounts.get(i);
            Currency currency = amount.currency();
            if (amount.isPositive() && amount.minorUnits() < currency.minimumPrice()) {
                violations.add(
                        new Violation("minimum_price", OptionalInt.of(i), "The lowest price is " + currency.format(currency.minimumPrice()) + "."));
            } else if (amount.minorUnits() > currency.maximumPrice()) {
                violations.add(
                        new Violation("maximum_price", OptionalInt.of(i), "The highest price is " + currency.format(currency.maximumPrice()) + "."));
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
