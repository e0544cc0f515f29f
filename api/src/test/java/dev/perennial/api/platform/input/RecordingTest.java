package dev.perennial.api.platform.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is learned of an operation by letting it read. */
class RecordingTest {
    private static final Shape<String> NAMED = in -> {
        var name = in.required("name", Values.text().length(1, 9));
        return name::get;
    };
    private static final Map<String, Value<?>> VALUES = Map.ofEntries(Map.entry("text", Values.text().trimmed().length(1, 9)),
            Map.entry("blank", Values.text().blankAsNull().length(1, 9)), Map.entry("slug", Values.text().matching("[a-z]+")),
            Map.entry("whole", Values.whole().greaterThan(0)), Map.entry("between", Values.whole().between(1, 5)),
            Map.entry("decimal", Values.decimal().atLeast("0")), Map.entry("bool", Values.bool()), Map.entry("uuid", Values.uuid()),
            Map.entry("time", Values.timestamp()), Map.entry("day", Values.calendarDate()), Map.entry("email", Values.emailAddress()),
            Map.entry("enum", Values.oneOf(DayOfWeek.class).map(day -> day.plus(1))), Map.entry("literal", Values.literal("on")),
            Map.entry("list", Values.listOf(Values.bool()).size(1, 3)), Map.entry("json", Values.anyJson()),
            Map.entry("object", Values.objectOf(NAMED)), Map.entry("described", Values.text().described("format", "uri")),
            Map.entry("union", Union.<String>on("kind").when("a", NAMED).whenNot("no.", "b")),
            Map.entry("having", Values.having("name", NAMED, Values.text())));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text      | {"type":"string","minLength":1,"maxLength":9}
            blank     | {"type":"string","maxLength":9}
            slug      | {"type":"string","pattern":"^[a-z]+$"}
            whole     | {"type":"integer","exclusiveMinimum":0}
            between   | {"type":"integer","minimum":1,"maximum":5}
            decimal   | {"anyOf":[{"type":"number","minimum":0},{"type":"string"}]}
            bool      | {"type":"boolean"}
            uuid      | {"type":"string","format":"uuid4"}
            time      | {"type":"string","format":"date-time"}
            day       | {"type":"string","format":"date"}
            email     | {"type":"string","format":"email"}
            enum      | {"type":"string","enum":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]}
            literal   | {"type":"string","const":"on"}
            list      | {"type":"array","items":{"type":"boolean"},"minItems":1,"maxItems":3}
            json      | {}
            object    | {"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":9}},"required":["name"]}
            described | {"type":"string","format":"uri"}
            union     | {"oneOf":[{"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":9},"kind":{"type":"string","const":"a"}},"required":["name","kind"]}],"discriminator":{"propertyName":"kind"}}
            having    | {"anyOf":[{"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":9}},"required":["name"]},{"type":"string"}]}""")
    void aValueDescribesItself(String value, String schema) {
        assertThat(VALUES.get(value)).isNotNull().satisfies(known -> assertThat(known.describe()).hasToString(schema));
    }

    @Test
    void theFieldsOfABodyAreNotedAndNothingElseHappens() {
        AtomicInteger built = new AtomicInteger();
        Recording recording = Recording.of((body, _) -> {
            body.read(in -> {
                in.required("a", Values.bool());
                in.optional("b", Values.bool());
                in.orElse("c", Values.whole(), 3);
                in.patch("d", Values.bool());
                in.ifSent("e", Values.bool());
                in.notOffered("f");
                if (in.has("a")) {
                    in.refuse("a", "cannot be.");
                }
                return built::incrementAndGet;
            });
            built.incrementAndGet();
        }, false);
        assertThat(built).hasValue(0);
        assertThat(recording.body().map(Recording.Content::required)).contains(true);
        assertThat(recording.body().map(content -> content.schema().toString())).contains("""
                {"type":"object","properties":{"a":{"type":"boolean"},"b":{"anyOf":[{"type":"boolean"},{"type":"null"}]},\
                "c":{"type":"integer","default":3},"d":{"anyOf":[{"type":"boolean"},{"type":"null"}]},"e":{"type":"boolean"}},"required":["a"]}""");
    }

    @Test
    void theParametersOfAQueryAreNoted() {
        Recording recording = Recording.of((_, query) -> query.read(in -> {
            in.required("a", Values.bool());
            in.all("b", Values.uuid());
            in.sorting(DayOfWeek.class, List.of());
            in.metadata();
            return in.page();
        }), false);
        assertThat(recording.parameters()).extracting(Recording.Parameter::name).containsExactly("a", "b", "sorting", "metadata", "page", "limit");
        assertThat(recording.parameters()).extracting(Recording.Parameter::required).containsExactly(true, false, false, false, false, false);
        assertThat(recording.parameters().get(3).style()).contains("deepObject");
        assertThat(recording.parameters().get(4).schema()).hasToString("{\"type\":\"integer\",\"exclusiveMinimum\":0,\"default\":1}");
    }

    @Test
    void aQueryAndABodyAreBothNoted() {
        Recording recording = Recording.of((body, query) -> {
            query.read(in -> {
                in.optional("a", Values.bool());
                return (Supplier<Optional<Boolean>>) Optional::empty;
            });
            body.readOptional(NAMED);
        }, true);
        assertThat(recording.parameters()).hasSize(1);
        assertThat(recording.body().map(Recording.Content::required)).contains(false);
    }

    @Test
    void anOperationThatDoesSomethingElseFirstIsNotDescribed() {
        assertThatThrownBy(() -> Recording.of((_, _) -> {}, false)).isInstanceOf(IllegalStateException.class).hasMessageContaining("does not read");
        assertThatThrownBy(() -> Recording.of((_, _) -> {
            throw new IllegalArgumentException("looked up");
        }, false)).isInstanceOf(IllegalStateException.class).hasMessageContaining("before it does anything else");
    }
}
