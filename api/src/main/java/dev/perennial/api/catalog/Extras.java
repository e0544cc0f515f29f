package dev.perennial.api.catalog;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.listOf;
import static dev.perennial.api.platform.input.Values.objectOf;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Problems;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.customfield.CustomField;
import dev.perennial.core.customfield.CustomFields;
import dev.perennial.core.file.FileService;
import dev.perennial.core.file.Files;
import dev.perennial.core.file.StoredFile;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What else belongs to a product: its pictures and the questions it asks. Both are objects of their own, named by their ids (spec 02 §2.3). */
@Singleton
class Extras {
    static final Value<List<UUID>> MEDIAS = listOf(uuid());
    static final Value<List<Question>> FIELDS = listOf(objectOf(Question::read));

    private final Files files;
    private final CustomFields fields;

    Extras(Files files, CustomFields fields) {
        this.files = files;
        this.fields = fields;
    }

    /** A custom field to be asked. */
    record Question(UUID fieldId, boolean required) {
        static Supplier<Question> read(Fields in) {
            var field = in.required("custom_field_id", uuid());
            var required = in.required("required", bool());
            return () -> new Question(field.get(), required.get());
        }
    }

    /** Notes every id that is no picture the organization could show. */
    void checkMedias(UUID organization, List<UUID> ids, Problems problems) {
        Map<UUID, StoredFile> found = files.findAll(ids);
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            StoredFile file = found.get(ids.get(i));
            boolean shown = file != null && file.organizationId().equals(organization) && file.service() == FileService.PRODUCT_MEDIA
                    && file.isUploaded() && file.flaggedMaliciousAt() == null;
            if (!shown) {
                problems.add("value_error", Loc.body("medias", i), "There is no such picture, or it has not been uploaded.", ids.get(i));
            } else if (!seen.add(ids.get(i))) {
                problems.add("value_error", Loc.body("medias", i), "A picture is shown once.", ids.get(i));
            }
        }
    }

    /** The questions in their order; every id that is no field of the organization is noted. */
    List<CustomField.Attached> attached(UUID organization, List<Question> questions, Problems problems) {
        Map<UUID, CustomField> found = fields.findAll(questions.stream().map(Question::fieldId).toList());
        Set<UUID> seen = new HashSet<>();
        List<CustomField.Attached> attached = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            CustomField field = found.get(question.fieldId());
            if (field == null || !field.organizationId().equals(organization)) {
                problems.add("value_error", Loc.body("attached_custom_fields", i), "There is no such custom field.", question.fieldId());
            } else if (!seen.add(field.id())) {
                problems.add("value_error", Loc.body("attached_custom_fields", i), "A field is asked once.", question.fieldId());
            } else {
                attached.add(new CustomField.Attached(field, i, question.required()));
            }
        }
        return attached;
    }
}
