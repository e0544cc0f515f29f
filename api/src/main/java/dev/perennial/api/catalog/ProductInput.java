package dev.perennial.api.catalog;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.metadataMap;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.whole;

import dev.perennial.api.field.NotOffered;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.OrganizationField;
import dev.perennial.api.platform.input.Text;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.Patch;
import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.time.BillingInterval;
import dev.perennial.core.time.IntervalUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A product to be created.
 *
 * @param interval how often it renews; none for a one-time product
 */
record ProductInput(UUID organizationId, String name, Optional<String> description, Visibility visibility, Optional<BillingInterval> interval,
        List<PriceInput.Made> prices, Map<String, Object> metadata, List<UUID> medias, List<Extras.Question> questions) {
    private static final Text NAME = text().trimmed().length(3, 64);
    private static final Value<IntervalUnit> UNIT = oneOf(IntervalUnit.class);
    private static final Value<Integer> COUNT = whole().between(1, 999);
    private static final Value<Integer> NEW_COUNT = COUNT.described("default", 1);

    static Supplier<ProductInput> read(Fields in, MerchantCaller caller) {
        var organization = OrganizationField.read(in, caller);
        var name = in.required("name", NAME);
        var description = in.optional("description", text().blankAsNull());
        var visibility = in.orElse("visibility", oneOf(Visibility.class), Visibility.PUBLIC);
        var unit = in.optional("recurring_interval", UNIT);
        var count = in.optional("recurring_interval_count", NEW_COUNT);
        if (!in.has("recurring_interval") && count.isPresent()) {
            in.refuse("recurring_interval_count", "a one-time product has no interval.");
        }
        var prices = in.required("prices", PriceInput.TO_CREATE);
        var metadata = in.orElse("metadata", metadataMap(), Map.of());
        var medias = in.optional("medias", Extras.MEDIAS).orElse(List.of());
        var questions = in.orElse("attached_custom_fields", Extras.FIELDS, List.of());
        NotOffered.refuse(in, "trial_interval", "trial_interval_count", "meter_interval", "meter_interval_count");
        return () -> new ProductInput(organization.get(), name.get(), description, visibility,
                unit.map(known -> new BillingInterval(known, count.orElse(1))), prices.get(), metadata, medias,
                questions);
    }

    /**
     * What is to be changed about a product.
     *
     * @param unit the interval it is expected to have, like {@code count}: neither can be changed
     */
    record Change(Optional<String> name, Patch<String> description, Optional<Visibility> visibility, Optional<Boolean> archived,
            Patch<IntervalUnit> unit, Optional<Integer> count, Optional<List<PriceInput>> prices, Optional<Map<String, Object>> metadata,
            Optional<List<UUID>> medias, Optional<List<Extras.Question>> questions) {

        static Supplier<Change> read(Fields in) {
            var name = in.optional("name", NAME);
            var description = in.patch("description", text().blankAsNull());
            var visibility = in.optional("visibility", oneOf(Visibility.class));
            var archived = in.optional("is_archived", bool());
            var unit = in.patch("recurring_interval", UNIT);
            var count = in.optional("recurring_interval_count", COUNT);
            var prices = in.optional("prices", PriceInput.TO_CHANGE);
            var metadata = in.ifSent("metadata", metadataMap());
            var medias = in.optional("medias", Extras.MEDIAS);
            var questions = in.optional("attached_custom_fields", Extras.FIELDS);
            NotOffered.refuse(in, "trial_interval", "trial_interval_count");
            return () -> new Change(name, description, visibility, archived, unit, count, prices, metadata, medias, questions);
        }
    }
}
