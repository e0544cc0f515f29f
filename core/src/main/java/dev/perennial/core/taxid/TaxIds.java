package dev.perennial.core.taxid;

import dev.perennial.core.customer.Customer.TaxId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads tax ids as people write them. */
public final class TaxIds {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s./\\-–,]+");
    private static final String EU_VAT = "eu_vat";

    private TaxIds() {}

    /**
     * The tax id in its standard form, with the first of the country's formats it fits.
     *
     * @param country upper-case ISO 3166-1 code
     * @return nothing when it fits none, or when the country's tax ids are unknown here
     */
    public static Optional<TaxId> read(String written, String country) {
        String compact = SEPARATORS.matcher(written).replaceAll("").toUpperCase(Locale.ROOT);
        if (EuVat.isMember(country)) {
            return EuVat.read(compact, country).map(number -> new TaxId(number, EU_VAT));
        }
        return TaxIdFormats.of(country).stream().flatMap(format -> format.read(compact).map(number -> new TaxId(number, format.name())).stream())
                .findFirst();
    }
}
