package dev.perennial.api.organization;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.listOf;
import static dev.perennial.api.platform.input.Values.objectOf;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.whole;

import dev.perennial.api.field.Types;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Union;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.address.WebUrl;
import dev.perennial.core.customer.Countries;
import dev.perennial.core.organization.SocialLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What an organization says of itself. */
final class ProfileInput {
    /** Services that look a company's logo up by its domain: their pictures are not the merchant's own. */
    private static final Set<String> LOGO_SERVICES = Set.of("logo.clearbit.com", "img.logo.dev", "api.logo.dev");

    static final Value<String> COUNTRY = text().trimmed().upperCase().must(Countries::isAccepted, "there is no such country.");
    static final Value<List<SocialLink>> SOCIALS = listOf(objectOf(ProfileInput::social));
    static final Value<Map<String, Object>> DETAILS = objectOf(ProfileInput::details);
    static final Value<Map<String, Object>> LEGAL_ENTITY = Union.<Map<String, Object>>on("type")
            .when("individual", _ -> () -> Map.of("type", "individual"))
            .when("company", in -> {
                var name = in.required("registered_name", text());
                return () -> Map.of("type", "company", "registered_name", name.get());
            });
    private static final Value<List<String>> WORDS = listOf(text());

    private ProfileInput() {}

    /** Whether a picture is kept as the organization's own. */
    static boolean isOwnPicture(String url) {
        return !LOGO_SERVICES.contains(WebUrl.of(url).host());
    }

    private static Supplier<SocialLink> social(Fields in) {
        // What is sent is checked and then found out from the address.
        in.required("platform", oneOf(SocialLink.Platform.class));
        var url = in.required("url", Types.WEB_ADDRESS);
        return () -> SocialLink.of(url.get());
    }

    private static Supplier<Map<String, Object>> details(Fields in) {
        Map<String, Object> said = new LinkedHashMap<>();
        for (String name : List.of("about", "product_description", "intended_use")) {
            in.optional(name, text()).ifPresent(value -> said.put(name, value));
        }
        for (String name : List.of("selling_categories", "pricing_models", "customer_acquisition")) {
            in.ifSent(name, WORDS).ifPresent(value -> said.put(name, value));
        }
        for (String name : List.of("future_annual_revenue", "previous_annual_revenue")) {
            in.optional(name, whole().atLeast(0)).ifPresent(value -> said.put(name, value));
        }
        said.put("switching", in.orElse("switching", bool(), false));
        in.optional("switching_from", Types.names("paddle", "lemon_squeezy", "gumroad", "stripe", "other"))
                .ifPresent(value -> said.put("switching_from", value));
        return () -> said;
    }
}
