package dev.perennial.api.platform;

import static dev.perennial.api.platform.input.Values.decimal;
import static dev.perennial.api.platform.input.Values.timestamp;
import static dev.perennial.api.platform.input.Values.listOf;
import static dev.perennial.api.platform.input.Values.metadataMap;
import static dev.perennial.api.platform.input.Values.objectOf;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;
import static dev.perennial.api.platform.input.Values.whole;

import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.OrganizationField;
import dev.perennial.api.platform.input.Text;
import dev.perennial.api.platform.input.Union;
import dev.perennial.core.Patch;
import dev.perennial.core.identity.MerchantCaller;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** An input record as operations write them: every field named once, with what the wire knows about it. */
record ThingInput(UUID organizationId, String name, Optional<String> description, Visibility visibility, List<Price> prices, List<UUID> medias,
        Optional<Seats> seats, Optional<Instant> startsAt, Map<String, Object> metadata) {
    enum Visibility { PUBLIC, DRAFT }

    sealed interface Price {
        record Fixed(int priceAmount, String currency) implements Price {
            static Supplier<Fixed> read(Fields in) {
                var amount = in.required("price_amount", whole().between(0, 99_999_999));
                var currency = in.orElse("price_currency", text().lowerCase().length(3, 3), "usd");
                return () -> new Fixed(amount.get(), currency);
            }
        }

        record Metered(BigDecimal unitAmount) implements Price {
            static Supplier<Metered> read(Fields in) {
                var unitAmount = in.required("unit_amount", decimal().atLeast("0").places(12));
                return () -> new Metered(unitAmount.get());
            }
        }

        Union<Price> UNION = Union.<Price>on("amount_type").when("fixed", Fixed::read).when("metered_unit", Metered::read);
    }

    record Seats(int minimum, int maximum) {
        static Supplier<Seats> read(Fields in) {
            in.closed();
            var minimum = in.orElse("minimum", whole().greaterThan(0), 1);
            var maximum = in.orElse("maximum", whole(), 10);
            if (minimum > maximum) {
                in.refuse("maximum", "there cannot be fewer than the minimum.");
            }
            return () -> new Seats(minimum, maximum);
        }
    }

    /** What a partial change of a thing says. */
    record Change(Optional<String> name, Patch<String> description, Optional<Map<String, Object>> metadata) {
        static Supplier<Change> read(Fields in) {
            var name = in.ifSent("name", NAME);
            var description = in.patch("description", text().blankAsNull());
            var metadata = in.ifSent("metadata", metadataMap());
            return () -> new Change(name, description, metadata);
        }
    }

    private static final Text NAME = text().trimmed().length(3, 64);

    static Supplier<ThingInput> read(Fields in, MerchantCaller caller) {
        var organization = OrganizationField.read(in, caller);
        var name = in.required("name", NAME);
        var description = in.optional("description", text());
        var visibility = in.orElse("visibility", oneOf(Visibility.class), Visibility.PUBLIC);
        var prices = in.required("prices", listOf(Price.UNION).size(1, 3));
        var medias = in.optional("medias", listOf(uuid()));
        var seats = in.optional("seats", objectOf(Seats::read));
        var startsAt = in.optional("starts_at", timestamp());
        var metadata = in.orElse("metadata", metadataMap(), Map.of());
        return () -> new ThingInput(organization.get(), name.get(), description, visibility, prices.get(), medias.orElse(List.of()), seats, startsAt,
                metadata);
    }
}
