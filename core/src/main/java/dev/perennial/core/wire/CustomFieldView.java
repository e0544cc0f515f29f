package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.customfield.CustomField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A question to buyers, by the type of its answer. A property that was not set is left out. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface CustomFieldView {
    /** What fields of every type have. */
    record Facts(UUID id, Instant createdAt, @Nullable Instant modifiedAt, Map<String, Object> metadata, String slug, String name,
            UUID organizationId) {}

    /** How every question is put. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Form(@Nullable String formLabel, @Nullable String formHelpText, @Nullable String formPlaceholder) {}

    /** Asks for a text. */
    @JsonTypeName("text")
    record Text(@JsonUnwrapped Facts facts, TextProperties properties) implements CustomFieldView {}

    /** Bounds count characters. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TextProperties(@JsonUnwrapped Form form, @Nullable Boolean textarea, @Nullable Integer minLength, @Nullable Integer maxLength) {}

    /** Asks for a whole number. */
    @JsonTypeName("number")
    record WholeNumber(@JsonUnwrapped Facts facts, BoundProperties properties) implements CustomFieldView {}

    /** Asks for a day. */
    @JsonTypeName("date")
    record Date(@JsonUnwrapped Facts facts, BoundProperties properties) implements CustomFieldView {}

    /** Least and largest answer; of days in Unix seconds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BoundProperties(@JsonUnwrapped Form form, @Nullable Integer ge, @Nullable Integer le) {}

    /** Asks for a yes. */
    @JsonTypeName("checkbox")
    record Checkbox(@JsonUnwrapped Facts facts, Form properties) implements CustomFieldView {}

    /** Asks to choose. */
    @JsonTypeName("select")
    record Select(@JsonUnwrapped Facts facts, SelectProperties properties) implements CustomFieldView {}

    /** The choices. */
    record SelectProperties(@JsonUnwrapped Form form, List<CustomField.Option> options) {}

    /** A question on a product. */
    record Attached(UUID customFieldId, CustomFieldView customField, int order, boolean required) {
        static Attached of(CustomField.Attached it) {
            return new Attached(it.customField().id(), CustomFieldView.of(it.customField()), it.order(), it.required());
        }
    }

    static CustomFieldView of(CustomField it) {
        var facts = new Facts(it.id(), it.createdAt(), it.modifiedAt(), it.metadata(), it.slug(), it.name(), it.organizationId());
        var set = it.properties();
        var form = new Form(set.formLabel(), set.formHelpText(), set.formPlaceholder());
        return switch (it.type()) {
            case TEXT -> new Text(facts, new TextProperties(form, set.textarea(), set.minLength(), set.maxLength()));
            case NUMBER -> new WholeNumber(facts, new BoundProperties(form, set.ge(), set.le()));
            case DATE -> new Date(facts, new BoundProperties(form, set.ge(), set.le()));
            case CHECKBOX -> new Checkbox(facts, form);
            case SELECT -> new Select(facts, new SelectProperties(form, set.options() == null ? List.of() : set.options()));
        };
    }
}
