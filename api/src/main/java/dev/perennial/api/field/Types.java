package dev.perennial.api.field;

import static dev.perennial.api.platform.input.Values.objectOf;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.address.WebUrl;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Countries;
import dev.perennial.core.customer.InvalidBillingAddress;
import dev.perennial.core.money.Currency;
import java.net.InetAddress;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values of the wire that mean something to more than one domain. */
public final class Types {
    /** A name of a person or company: trimmed, up to 256 characters, blank means none. */
    public static final Value<String> NAME = text().blankAsNull().atMost(256);

    /** A presentment currency by its lower-case code. */
    public static final Value<Currency> CURRENCY = text().map(Currency::of).described("enum", Currency.codes());

    /** A language by its BCP 47 tag, brought into its standard form. */
    public static final Value<String> LOCALE = text().map(Types::standardLocale);

    private static final Set<String> WEB_SCHEMES = Set.of("http", "https");

    /** An address of the web, up to 2083 characters, kept as it was written in ASCII: braces in it may be a place to be filled in (INP-5). */
    public static final Value<String> WEB_ADDRESS = text().trimmed().length(1, 2_083).map(Types::webAddress).described("format", "uri");

    /** The origin of a page, as browsers write it; anything else is kept as it is and matches no page. */
    public static final Value<String> ORIGIN = text().map(Types::origin);

    /** An IPv4 or IPv6 address. */
    public static final Value<String> IP_ADDRESS = text().map(literal -> InetAddress.ofLiteral(literal).getHostAddress()).described("format",
            "ipvanyaddress");

    // Which countries are known depends on whether the address is new: the address itself refuses.
    private static final Value<String> COUNTRY = text().described("enum", Countries.accepted());

    /** A billing address with its country. */
    public static final Value<BillingAddress> ADDRESS = objectOf(Types::address);

    /** Why a customer leaves. */
    public static final Value<String> CANCELLATION_REASON = names("customer_service", "low_quality", "missing_features", "switched_service",
            "too_complex", "too_expensive", "unused", "other");

    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private Types() {}

    /** One of these names, kept as it is. */
    public static Value<String> names(String... known) {
        return names(List.of(known));
    }

    /** One of these names, kept as it is. */
    public static Value<String> names(List<String> known) {
        Map<String, String> byName = new LinkedHashMap<>();
        known.forEach(name -> byName.put(name, name));
        return oneOf(byName);
    }

    private static String standardLocale(String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            if (LANGUAGES.contains(locale.getLanguage())) {
                return locale.toLanguageTag();
            }
        } catch (IllformedLocaleException _) {
            // Answered below like a language that does not exist.
        }
        throw new IllegalArgumentException("'" + tag + "' is not a language tag");
    }

    private static String webAddress(String address) {
        WebUrl url = WebUrl.of(address);
        if (!WEB_SCHEMES.contains(url.scheme())) {
            throw new IllegalArgumentException("an http or https URL is expected");
        }
        return url.text();
    }

    /** An origin as browsers write it; what names none, such as the address of an app, stays as it is. */
    private static String origin(String given) {
        try {
            WebUrl url = WebUrl.of(given);
            return WEB_SCHEMES.contains(url.scheme()) ? url.origin() : given;
        } catch (IllegalArgumentException _) {
            return given;
        }
    }

    private static Supplier<BillingAddress> address(Fields in) {
        Map<String, String> lines = Stream.of("line1", "line2", "postal_code", "city", "state")
                .flatMap(name -> in.optional(name, text()).map(value -> Map.entry(name, value)).stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Optional<BillingAddress> address = in.required("country", COUNTRY).sent().flatMap(code -> normalized(lines, code, in));
        return address::orElseThrow;
    }

    private static Optional<BillingAddress> normalized(Map<String, String> lines, String country, Fields in) {
        try {
            return Optional.of(BillingAddress.normalized(lines.get("line1"), lines.get("line2"), lines.get("postal_code"), lines.get("city"),
                    lines.get("state"), country));
        } catch (InvalidBillingAddress wrong) {
            in.refuse(wrong.field(), String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }
}
