package dev.perennial.api.platform.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.http.WireMapper;
import dev.perennial.core.time.IntervalUnit;
import dev.perennial.core.wire.Form;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How what a controller returns becomes a schema. */
class AnswerSchemasTest {
    enum Plain { ONE_TWO }

    enum Named {
        A;

        @JsonValue
        String wire() { return "alpha"; }
    }

    record InnerView(UUID id, @Nullable Instant modifiedAt) {}

    sealed interface ChoiceView {
        record First(@Form(oneOf = "first") String kind) implements ChoiceView {}

        record Second(@Form(oneOf = "second") String kind) implements ChoiceView {}
    }

    record Everything(@JsonUnwrapped InnerView inner, long totalAmount, @JsonProperty("default") boolean isDefault, Optional<String> maybe,
            List<InnerView> list, Map<String, Object> metadata, Map<UUID, List<Integer>> byId, Plain plain, Named named, ChoiceView choice,
            @Nullable InnerView alone, @Nullable @Form(of = IntervalUnit.class) String unit,
            @Form(format = "uri", minLength = 1, maxLength = 9) String url,
            @Form(items = 2) List<String> pair, Object anything) {}

    interface Answers {
        Everything everything();

        ListResource<InnerView> list();

        Thread thread();
    }

    private static final AnswerSchemas SCHEMAS = new AnswerSchemas(WireMapper.create());

    private static ObjectNode answer(String method) throws NoSuchMethodException {
        return SCHEMAS.of(Answers.class.getDeclaredMethod(method).getAnnotatedReturnType());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id           | {"type":"string","format":"uuid4"}
            modified_at  | {"anyOf":[{"type":"string","format":"date-time"},{"type":"null"}]}
            total_amount | {"type":"integer"}
            default      | {"type":"boolean"}
            maybe        | {"anyOf":[{"type":"string"},{"type":"null"}]}
            list         | {"type":"array","items":{"$ref":"#/components/schemas/AnswerSchemasTestInner"}}
            metadata     | {"type":"object","additionalProperties":{"anyOf":[{"type":"string"},{"type":"integer"},{"type":"number"},{"type":"boolean"}]}}
            by_id        | {"type":"object","additionalProperties":{"type":"array","items":{"type":"integer"}}}
            plain        | {"$ref":"#/components/schemas/AnswerSchemasTestPlain"}
            choice       | {"$ref":"#/components/schemas/AnswerSchemasTestChoice"}
            alone        | {"anyOf":[{"$ref":"#/components/schemas/AnswerSchemasTestInner"},{"type":"null"}]}
            unit         | {"anyOf":[{"type":"string","enum":["day","week","month","year"]},{"type":"null"}]}
            url          | {"type":"string","format":"uri","minLength":1,"maxLength":9}
            pair         | {"type":"array","items":{"type":"string"},"minItems":2,"maxItems":2}
            anything     | {}""")
    void aFieldIsDescribedByItsType(String field, String schema) throws NoSuchMethodException {
        answer("everything");
        assertThat(SCHEMAS.components().at("/AnswerSchemasTestEverything/properties").get(field)).hasToString(schema);
    }

    @Test
    void whatAFieldRefersToIsDescribedOnce() throws NoSuchMethodException {
        assertThat(answer("everything")).hasToString("{\"$ref\":\"#/components/schemas/AnswerSchemasTestEverything\"}");
        assertThat(answer("list")).hasToString("{\"$ref\":\"#/components/schemas/ListResource_AnswerSchemasTestInner\"}");
        ObjectNode components = SCHEMAS.components();
        assertThat(components.at("/AnswerSchemasTestPlain")).hasToString("{\"type\":\"string\",\"enum\":[\"one_two\"]}");
        assertThat(components.at("/AnswerSchemasTestNamed")).hasToString("{\"type\":\"string\",\"enum\":[\"alpha\"]}");
        assertThat(components.at("/AnswerSchemasTestChoice"))
                .hasToString("{\"oneOf\":[{\"$ref\":\"#/components/schemas/AnswerSchemasTestChoiceFirst\"},"
                        + "{\"$ref\":\"#/components/schemas/AnswerSchemasTestChoiceSecond\"}]}");
        assertThat(components.at("/ListResource_AnswerSchemasTestInner/properties/items/items/$ref").asText())
                .isEqualTo("#/components/schemas/AnswerSchemasTestInner");
        assertThat(components.at("/AnswerSchemasTestEverything/required").size()).isEqualTo(16);
    }

    @Test
    void whatIsNoRecordIsNotDescribed() {
        assertThatThrownBy(() -> answer("thread")).isInstanceOf(IllegalStateException.class).hasMessageContaining("Thread");
    }
}
