package dev.perennial.core.customfield;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question to buyers.
 *
 * @param slug the key of its answers, one field per organization at a time
 * @param type never changes
 */
public record CustomField(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, CustomFieldType type, String slug,
        String name,
        Properties properties, Map<String, Object> metadata) {

    /**
     * How the question is put and what answers it takes; what is null was not set, or is not known to the type.
     *
     * @param ge least number, or for a date the first day in Unix seconds; like {@code le} for the last
     * @param options answers to choose from, never empty for a choice
     */
    public record Properties(@Nullable String formLabel, @Nullable String formHelpText, @Nullable String formPlaceholder, @Nullable Boolean textarea,
            @Nullable Integer minLength, @Nullable Integer maxLength, @Nullable Integer ge, @Nullable Integer le, @Nullable List<Option> options) {}

    /** An answer to choose. */
    public record Option(String value, String label) {}

    /**
     * A field on a product.
     *
     * @param order its place in the form, from 0
     * @param required whether nobody buys without an answer
     */
    public record Attached(CustomField customField, int order, boolean required) {}

    public CustomField with(String newSlug, String newName, Properties newProperties, Map<String, Object> newMetadata, Instant now) {
        return new CustomField(id, createdAt, now, organizationId, type, newSlug, newName, newProperties, newMetadata);
    }
}
