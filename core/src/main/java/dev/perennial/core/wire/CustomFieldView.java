package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.customfield.CustomField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A question to buyers, by the type of its answer. A property that was not set is left out. */
public sealed interface CustomFieldView {
    /** What fields of every type have. */
    record Facts(UUID id, Instant createdAt, @Nullable Instant modifiedAt, Map<String, Object> metadata, String slug, String name,
            UUID organizationId) {}

    /** How every question is put. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Put(@Nullable String formLabel, @Nullable String formHelpText, @Nullable String formPlaceholder) {}

    /** Asks for a text. */
    record Text(@JsonUnwrapped Facts facts, @Form(oneOf = "text") String type, TextProperties properties) implements CustomFieldView {}

    /** Bounds count characters. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TextProperties(@JsonUnwrapped Put form, @Nullable Boolean textarea, @Nullable Integer minLength, @Nullable Integer maxLength) {}

    /** Asks for a whole number. */
    record WholeNumber(@JsonUnwrapped Facts facts, @Form(oneOf = "number") String type, BoundProperties properties) implements CustomFieldView {}

    /** Asks for a day. */
    record Date(@JsonUnwrapped Facts facts, @Form(oneOf = "date") String type, BoundProperties properties) implements CustomFieldView {}

    /** Least and largest answer; of days in Unix seconds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BoundProperties(@JsonUnwrapped Put form, @Nullable Integer ge, @Nullable Integer le) {}

    /** Asks for a yes. */
    record Checkbox(@JsonUnwrapped Facts facts, @Form(oneOf = "checkbox") String type, Put properties) implements CustomFieldView {}

    /** Asks to choose. */
    record Select(@JsonUnwrapped Facts facts, @Form(oneOf = "select") String type, SelectProperties properties) implements CustomFieldView {}

    /** The choices. */
    record SelectProperties(@JsonUnwrapped Put form, List<CustomField.Option> options) {}

    /** A question on a product. */
    record Attached(UUID customFieldId, CustomFieldView customField, int order, boolean required) {
        static Attached of(CustomField.Attached it) {
            return new Attached(it.customField().id(), CustomFieldView.of(it.customField()), it.order(), it.required());
        }
    }

    static CustomFieldView of(CustomField it) {
        var facts = new Facts(it.id(), it.createdAt(), it.modifiedAt(), it.metadata(), it.slug(), it.name(), it.organizationId());
        var set = it.properties();
        var form = new Put(set.formLabel(), set.formHelpText(), set.formPlaceholder());
        return switch (it.type()) {
            case TEXT -> new Text(facts, "text", new TextProperties(form, set.textarea(), set.minLength(), set.maxLength()));
            case NUMBER -> new WholeNumber(facts, "number", new BoundProperties(form, set.ge(), set.le()));
            case DATE -> new Date(facts, "date", new BoundProperties(form, set.ge(), set.le()));
            case CHECKBOX -> new Checkbox(facts, "checkbox", form);
            case SELECT -> new Select(facts, "select", new SelectProperties(form, set.options() == null ? List.of() : set.options()));
        };
    }
}
