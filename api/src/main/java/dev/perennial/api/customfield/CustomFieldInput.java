package dev.perennial.api.customfield;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.listOf;
import static dev.perennial.api.platform.input.Values.metadataMap;
import static dev.perennial.api.platform.input.Values.objectOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.whole;

import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.OrganizationField;
import dev.perennial.api.platform.input.Shape;
import dev.perennial.api.platform.input.Union;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.customfield.CustomField.Option;
import dev.perennial.core.customfield.CustomField.Properties;
import dev.perennial.core.customfield.CustomFieldType;
import dev.perennial.core.identity.MerchantCaller;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A custom field to be created. */
record CustomFieldInput(UUID organizationId, CustomFieldType type, String slug, String name, Properties properties, Map<String, Object> metadata) {
    private static final Value<String> SLUG = text().lowerCase().atLeast(1).matching("[a-z0-9_-]+");
    private static final Value<String> NAME = text().atLeast(1);
    private static final Value<List<Option>> OPTIONS = listOf(objectOf(CustomFieldInput::option)).size(1, Integer.MAX_VALUE);
    private static final Value<Integer> LENGTH = whole().atLeast(0).emptyAsNull();
    private static final Value<Integer> BOUND = whole().emptyAsNull();

    /** The body of a creation. */
    static Value<CustomFieldInput> toCreate(MerchantCaller caller) {
        return perType(type -> in -> {
            var organization = OrganizationField.read(in, caller);
            var slug = in.required("slug", SLUG);
            var name = in.required("name", NAME);
            var properties = in.required("properties", propertiesOf(type));
            var metadata = in.orElse("metadata", metadataMap(), Map.of());
            return () -> new CustomFieldInput(organization.get(), type, slug.get(), name.get(), properties.get(), metadata);
        });
    }

    /** What is to be changed about a field; the type only tells how to read it. */
    record Change(CustomFieldType type, Optional<String> slug, Optional<String> name, Optional<Properties> properties,
            Optional<Map<String, Object>> metadata) {
        static final Value<Change> BODY = perType(type -> in -> {
            var slug = in.optional("slug", SLUG);
            var name = in.optional("name", NAME);
            var properties = in.optional("properties", propertiesOf(type));
            var metadata = in.ifSent("metadata", metadataMap());
            return () -> new Change(type, slug, name, properties, metadata);
        });
    }

    private static <T> Union<T> perType(Function<CustomFieldType, Shape<T>> shape) {
        Union<T> union = Union.on("type");
        for (CustomFieldType type : CustomFieldType.values()) {
            union = union.when(type.name().toLowerCase(Locale.ROOT), shape.apply(type));
        }
        return union;
    }

    private static Value<Properties> propertiesOf(CustomFieldType type) {
        return objectOf(switch (type) {
            case TEXT -> CustomFieldInput::ofText;
            case NUMBER, DATE -> CustomFieldInput::ofBounds;
            case CHECKBOX -> in -> {
                Form form = Form.read(in);
                return () -> form.with(null, null, null, null, null, null);
            };
            case SELECT -> in -> {
                Form form = Form.read(in);
                var options = in.required("options", OPTIONS);
                return () -> form.with(null, null, null, null, null, options.get());
            };
        });
    }

    private static Supplier<Properties> ofText(Fields in) {
        Form form = Form.read(in);
        var textarea = in.optional("textarea", bool().emptyAsNull());
        var least = in.optional("min_length", LENGTH);
        var most = in.optional("max_length", LENGTH);
        in.refuseEmptyRange(least, "max_length", most);
        return () -> form.with(textarea.orElse(null), least.orElse(null), most.orElse(null), null, null, null);
    }

    private static Supplier<Properties> ofBounds(Fields in) {
        Form form = Form.read(in);
        var ge = in.optional("ge", BOUND);
        var le = in.optional("le", BOUND);
        in.refuseEmptyRange(ge, "le", le);
        return () -> form.with(null, null, null, ge.orElse(null), le.orElse(null), null);
    }

    private static Supplier<Option> option(Fields in) {
        var value = in.required("value", text().atLeast(1));
        var label = in.required("label", text().atLeast(1));
        return () -> new Option(value.get(), label.get());
    }

    /** How every question is put. */
    private record Form(Optional<String> label, Optional<String> help, Optional<String> placeholder) {
        private static final Value<String> WORDS = text().emptyAsNull();

        static Form read(Fields in) {
            return new Form(in.optional("form_label", WORDS), in.optional("form_help_text", WORDS), in.optional("form_placeholder", WORDS));
        }

        Properties with(@Nullable Boolean textarea, @Nullable Integer minLength,
                @Nullable Integer maxLength, @Nullable Integer ge,
                @Nullable Integer le, @Nullable List<Option> options) {
            return new Properties(label.orElse(null), help.orElse(null), placeholder.orElse(null), textarea, minLength, maxLength, ge, le, options);
        }
    }
}
