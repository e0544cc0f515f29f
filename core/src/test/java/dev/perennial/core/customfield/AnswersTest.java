package dev.perennial.core.customfield;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.customfield.Answers.Completeness;
import dev.perennial.core.customfield.CustomField.Option;
import dev.perennial.core.customfield.CustomField.Properties;
import dev.perennial.core.persistence.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jspecify.annotations.Nullable;

class AnswersTest {
    /** 2026-02-01T12:00:00Z: a bound is the day it falls on. */
    private static final int FEBRUARY_1 = 1_769_947_200;
    private static final Map<String, CustomField.Attached> FIELDS = Map.of("text", field(CustomFieldType.TEXT, rules(null, null, null, null)), "word",
            field(CustomFieldType.TEXT, rules(2, 4, null, null)), "number", field(CustomFieldType.NUMBER, rules(null, null, null, null)), "few",
            field(CustomFieldType.NUMBER, rules(null, null, 1, 3)), "date", field(CustomFieldType.DATE, rules(null, null, null, null)), "until",
            field(CustomFieldType.DATE, rules(null, null, null, FEBRUARY_1)), "since", field(CustomFieldType.DATE, rules(null, null, 0, null)),
            "tick",
            field(CustomFieldType.CHECKBOX, rules(null, null, null, null)), "choice", field(CustomFieldType.SELECT, rules(null, null, null, null)));

    private static Properties rules(@Nullable Integer minLength, @Nullable Integer maxLength, @Nullable Integer ge, @Nullable Integer le) {
        return new Properties(null, null, null, null, minLength, maxLength, ge, le, List.of(new Option("a", "A"), new Option("b", "B")));
    }

    private static CustomField.Attached field(CustomFieldType type, Properties rules) {
        return new CustomField.Attached(new CustomField(UUID.randomUUID(), Instant.EPOCH, null, UUID.randomUUID(), type, "it", "It", rules, Map.of()),
                0,
                true);
    }

    private static Answers answered(String field, String json, Completeness completeness) {
        var attached = java.util.Objects.requireNonNull(FIELDS.get(field));
        return Answers.of(List.of(attached), new Json().readMap("{\"it\": " + json + "}"), completeness);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # field  | sent                        | while it is edited            | at the confirmation
            text     | "hello"                     | "hello"                       | "hello"
            text     | ""                          | ""                            | ""
            text     | null                        | null                          | string_type
            text     | 5                           | string_type                   | string_type
            word     | "a"                         | string_too_short              | string_too_short
            word     | ""                          | string_too_short              | string_too_short
            word     | "ab"                        | "ab"                          | "ab"
            word     | "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00" | "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00" | "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00"
            word     | "abcde"                     | string_too_long               | string_too_long
            number   | 2147483647                  | 2147483647                    | 2147483647
            number   | 2147483648                  | less_than_equal               | less_than_equal
            number   | -2147483649                 | greater_than_equal            | greater_than_equal
            number   | "5"                         | int_type                      | int_type
            number   | null                        | null                          | int_type
            few      | 0                           | greater_than_equal            | greater_than_equal
            few      | 3                           | 3                             | 3
            few      | 4                           | less_than_equal               | less_than_equal
            date     | "2026-01-01"                | "2026-01-01T00:00:00"         | "2026-01-01T00:00:00"
            date     | "2026-01-01T10:30"          | "2026-01-01T10:30:00"         | "2026-01-01T10:30:00"
            date     | "2026-01-01T10:30:05.5+02:00" | "2026-01-01T10:30:05.5+02:00" | "2026-01-01T10:30:05.5+02:00"
            date     | "2026-02-30"                | datetime_parsing              | datetime_parsing
            date     | "soon"                      | datetime_parsing              | datetime_parsing
            date     | 1                           | datetime_type                 | datetime_type
            date     | null                        | null                          | datetime_type
            until    | "2026-02-01"                | "2026-02-01T00:00:00"         | "2026-02-01T00:00:00"
            until    | "2026-02-01T23:59:59"       | "2026-02-01T23:59:59"         | "2026-02-01T23:59:59"
            until    | "2026-02-02T00:30:00+02:00" | "2026-02-02T00:30:00+02:00"   | "2026-02-02T00:30:00+02:00"
            until    | "2026-02-02"                | less_than_equal               | less_than_equal
            since    | "1969-12-31"                | greater_than_equal            | greater_than_equal
            since    | "1970-01-01"                | "1970-01-01T00:00:00"         | "1970-01-01T00:00:00"
            tick     | true                        | true                          | true
            tick     | false                       | false                         | literal_error
            tick     | null                        | bool_type                     | bool_type
            tick     | "true"                      | bool_type                     | bool_type
            choice   | "b"                         | "b"                           | "b"
            choice   | "c"                         | literal_error                 | literal_error
            choice   | null                        | null                          | literal_error
            """)
    void holdsAnAnswerAgainstItsField(String field, String sent, String edited, String confirmed) {
        assertThat(told(answered(field, sent, Completeness.EDITING))).isEqualTo(edited);
        assertThat(told(answered(field, sent, Completeness.FINAL))).isEqualTo(confirmed);
    }

    private static @Nullable String told(Answers answers) {
        return answers.problems().isEmpty()
                ? new Json().write(answers.values()).replaceAll("^\\{\"it\":(.*)}$", "$1")
                : answers.problems().getFirst().type();
    }

    @Test
    void asksForAnAnswerOnlyInTheEnd() {
        var fields = FIELDS.values();
        for (CustomField.Attached field : fields) {
            assertThat(Answers.of(List.of(field), Map.of("other", 1), Completeness.EDITING)).isEqualTo(new Answers(Map.of(), List.of()));
            assertThat(Answers.of(List.of(field), Map.of(), Completeness.FINAL).problems()).singleElement()
                    .extracting(Answers.Problem::type, Answers.Problem::slug).containsExactly("missing", "it");
            var optional = new CustomField.Attached(field.customField(), 0, false);
            assertThat(Answers.of(List.of(optional), Map.of(), Completeness.FINAL)).isEqualTo(new Answers(Map.of(), List.of()));
        }
    }

    @Test
    void anOptionalTickMayBeMissingButNotNothing() {
        var optional = new CustomField.Attached(java.util.Objects.requireNonNull(FIELDS.get("tick")).customField(), 0, false);
        assertThat(Answers.of(List.of(optional), Map.of("it", false), Completeness.FINAL).values()).isEqualTo(Map.of("it", false));
        assertThat(Answers.of(List.of(optional), new Json().readMap("{\"it\": null}"), Completeness.FINAL).problems()).hasSize(1);
    }
}
