package dev.perennial.api.catalog;

import static dev.perennial.api.platform.input.Values.listOf;
import static dev.perennial.api.platform.input.Values.having;
import static dev.perennial.api.platform.input.Values.uuid;
import static dev.perennial.api.platform.input.Values.whole;

import dev.perennial.api.field.Types;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Required;
import dev.perennial.api.platform.input.Union;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** A price as somebody sends it: one to be made, or in a change one that stays. */
sealed interface PriceInput {
    /** A price to be made; zero is free. */
    record Made(Money amount, Optional<String> taxBehavior) implements PriceInput {}

    /** A price that stays as it is. */
    record Kept(UUID id) implements PriceInput {}

    Value<Made> TO_MAKE = Union.<Made>on("amount_type").when("fixed", PriceInput::fixed).when("free", PriceInput::free)
            .whenNot("prices of this type are not available here.", "custom", "metered_unit", "seat_based");

    Value<List<Made>> TO_CREATE = listOf(TO_MAKE).size(1, Integer.MAX_VALUE);

    /** An entry with an id is a price of the product, whatever else it repeats. */
    Value<List<PriceInput>> TO_CHANGE = listOf(having("id", PriceInput::kept, TO_MAKE));

    private static Supplier<Made> fixed(Fields in) {
        Required<Integer> amount = in.required("price_amount", whole().atLeast(0));
        return made(in, amount);
    }

    private static Supplier<Made> free(Fields in) {
        Currency currency = currencyOf(in);
        var taxBehavior = taxBehaviorOf(in);
        return () -> new Made(Money.zero(currency), taxBehavior);
    }

    private static Supplier<Made> made(Fields in, Supplier<Integer> amount) {
        Currency currency = currencyOf(in);
        var taxBehavior = taxBehaviorOf(in);
        return () -> new Made(new Money(amount.get(), currency), taxBehavior);
    }

    private static Supplier<Kept> kept(Fields in) {
        var id = in.required("id", uuid());
        return () -> new Kept(id.get());
    }

    private static Currency currencyOf(Fields in) {
        return in.orElse("price_currency", Types.CURRENCY, Currency.USD);
    }

    private static Optional<String> taxBehaviorOf(Fields in) {
        return in.optional("tax_behavior", Types.names("location", "inclusive", "exclusive"));
    }
}
