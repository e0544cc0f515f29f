package dev.perennial.core.customer;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer is billed. What is on record is kept as it is; what comes in goes through {@link #normalized}.
 *
 * @param state in the United States and Canada country and state, as in {@code US-NY}; elsewhere any text
 * @param country upper-case ISO 3166-1 code
 */
public record BillingAddress(@Nullable String line1, @Nullable String line2, @Nullable String postalCode, @Nullable String city,
        @Nullable String state,
        String country) {

    /**
     * An address as it came in: blanks removed, the country in upper case, an American or Canadian state with its country before it. Which parts
     * are needed besides the country is up to whoever asked for the address.
     *
     * @throws InvalidBillingAddress naming the field, when the country is missing, unknown or refused, or the state isn't one of its country's
     */
    public static BillingAddress normalized(@Nullable String line1, @Nullable String line2, @Nullable String postalCode, @Nullable String city,
            @Nullable String state, @Nullable String country) {
        String code = Optional.ofNullable(trimmed(country)).map(text -> text.toUpperCase(Locale.ROOT)).filter(Countries::isAccepted)
                .orElseThrow(() -> new InvalidBillingAddress("country", "Input should be the code of a country we sell to"));
        return new BillingAddress(trimmed(line1), trimmed(line2), trimmed(postalCode), trimmed(city), normalizedState(trimmed(state), code), code);
    }

    private static @Nullable String normalizedState(@Nullable String state, String country) {
        if (state == null || !Countries.hasStateCodes(country)) {
            return state;
        }
        String prefix = country + "-";
        String code = state.startsWith(prefix) ? state.substring(prefix.length()) : state;
        if (!Countries.hasState(country, code)) {
            throw new InvalidBillingAddress("state", "Invalid " + country + " state: " + state);
        }
        return prefix + code;
    }

    private static @Nullable String trimmed(@Nullable String text) { return text == null || text.isBlank() ? null : text.strip(); }
}
