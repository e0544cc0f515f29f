package dev.perennial.api.platform.input;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every type of the wire: what it takes, what it makes of it, and which problem it reports otherwise. */
class ValuesTest {
    private static final Map<String, Value<?>> VALUES = Map.ofEntries(Map.entry("text", Values.text()),
            Map.entry("text 2..3", Values.text().length(2, 3)), Map.entry("trimmed 1..", Values.text().trimmed().atLeast(1)),
            Map.entry("upper", Values.text().upperCase()), Map.entry("blank", Values.text().blankAsNull()),
            Map.entry("slug", Values.text().lowerCase().matching("[a-z0-9-]+")), Map.entry("short", Values.text().atMost(2)),
            Map.entry("whole", Values.whole()), Map.entry("whole 1..5", Values.whole().between(1, 5)),
            Map.entry("whole >0", Values.whole().greaterThan(0)), Map.entry("whole <=9", Values.whole().atMost(9)),
            Map.entry("whole >=3", Values.whole().atLeast(3)), Map.entry("decimal", Values.decimal()),
            Map.entry("decimal 0..1", Values.decimal().atLeast("0").atMost("1").places(2)), Map.entry("bool", Values.bool()),
            Map.entry("uuid", Values.uuid()), Map.entry("timestamp", Values.timestamp()), Map.entry("date", Values.calendarDate()),
            Map.entry("email", Values.emailAddress()), Map.entry("day", Values.oneOf(DayOfWeek.class)), Map.entry("literal", Values.literal("on")),
            Map.entry("list 1..2", Values.listOf(Values.whole()).size(1, 2)), Map.entry("even", Values.whole().must(n -> n % 2 == 0, "odd.")),
            Map.entry("mapped", Values.text().map(Integer::valueOf)), Map.entry("json", Values.anyJson()),
            Map.entry("metadata", Values.metadataMap()), Map.entry("bytes", Values.byteCount(0, 10_000_000_000L)),
            Map.entry("answers", Values.answers()));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            text        | "a"                     | a
            text        | 1                       | string_type
            text        | null                    | string_type
            text 2..3   | "\\ud83d\\ude00a"       | \ud83d\ude00a
            text 2..3   | "a"                     | string_too_short
            text 2..3   | "abcd"                  | string_too_long
            short       | "abc"                   | string_too_long
            trimmed 1.. | " a "                   | a
            trimmed 1.. | "  "                    | string_too_short
            upper       | "us"                    | US
            slug        | "My-Slug"               | my-slug
            slug        | "a b"                   | string_pattern_mismatch
            blank       | "  "                    | string_too_short
            whole       | 2147483647              | 2147483647
            whole       | 2147483648              | less_than_equal
            whole       | -2147483649             | greater_than_equal
            whole       | 99999999999999999999999 | less_than_equal
            whole       | 1000.0                  | 1000
            whole       | 1e3                     | 1000
            whole       | -1.50e2                 | -150
            whole       | 0e999999999             | 0
            whole       | 1.5                     | int_from_float
            whole       | 1e-1                    | int_from_float
            whole       | 1e-999999999            | finite_number
            whole       | 1e400                   | less_than_equal
            whole       | 1e999999999             | finite_number
            json        | {"a":[{"b":1e999999999}]} | finite_number
            json        | 1e-401                  | finite_number
            whole       | 1e39                    | less_than_equal
            whole       | 1e41                    | less_than_equal
            whole       | -1e999999999            | finite_number
            whole       | -1e400                  | greater_than_equal
            whole       | 1e99999999999           | json_invalid
            whole       | "1e3"                   | int_parsing
            bytes       | 5e9                     | 5000000000
            bytes       | 1e300                   | less_than_equal
            bytes       | 0.5                     | int_type
            answers     | {"n":12.0}              | {n=12}
            answers     | {"n":1.5}               | string_type
            answers     | {"n":1e300}             | string_type
            metadata    | {"h":1.0,"m":1e2}       | {h=1, m=100}
            metadata    | {"h":1e999999999}       | finite_number
            whole       | "1"                     | int_parsing
            whole       | true                    | int_type
            whole       | {}                      | int_type
            whole 1..5  | 0                       | greater_than_equal
            whole 1..5  | 5                       | 5
            whole 1..5  | 6                       | less_than_equal
            whole >0    | 0                       | greater_than
            whole >0    | 1                       | 1
            whole <=9   | 10                      | less_than_equal
            whole >=3   | 2                       | greater_than_equal
            decimal     | "0.00000000001"         | 1E-11
            decimal     | 12.50                   | 12.5
            decimal     | "1e2"                   | 1E+2
            decimal     | "1e99"                  | decimal_max_digits
            decimal     | 1e999999999             | finite_number
            decimal     | "abc"                   | decimal_parsing
            decimal     | "NaN"                   | decimal_parsing
            decimal     | true                    | decimal_type
            decimal 0..1 | 0.125                  | decimal_max_places
            decimal 0..1 | -0.5                   | greater_than_equal
            decimal 0..1 | "1.01"                 | less_than_equal
            decimal 0..1 | 0.500                  | 0.5
            bool        | true                    | true
            bool        | "true"                  | bool_parsing
            bool        | 1                       | bool_type
            uuid        | "55555555-5555-4555-8555-55555555AAAA" | 55555555-5555-4555-8555-55555555aaaa
            uuid        | "55555555-5555-7555-8555-555555555555" | uuid_version
            uuid        | "5555"                  | uuid_parsing
            uuid        | 5                       | uuid_type
            timestamp   | "2026-01-31T23:59:59Z"  | 2026-01-31T23:59:59Z
            timestamp   | "2026-01-31 23:59:59.1234569-0130" | 2026-02-01T01:29:59.123456Z
            timestamp   | "2026-01-31T23:59+00:00" | 2026-01-31T23:59:00Z
            timestamp   | "2026-01-31T23:59:59"   | timezone_aware
            timestamp   | "2026-01-31"            | timezone_aware
            timestamp   | "2026-02-30T00:00:00Z"  | datetime_parsing
            timestamp   | "2026-01-01T00:00:00+99:00" | datetime_parsing
            timestamp   | "tomorrow"              | datetime_parsing
            timestamp   | 1767225600              | datetime_type
            date        | "2026-02-28"            | 2026-02-28
            date        | "2026-02-29"            | date_parsing
            date        | "2026-02-28T00:00:00Z"  | date_from_datetime_parsing
            email       | "Jo.Doe+x@Example.COM"  | Jo.Doe+x@example.com
            email       | "jo@localhost"          | value_error
            email       | "jo doe@example.com"    | value_error
            email       | "jo..doe@example.com"   | value_error
            email       | "jo@exa_mple.com"       | value_error
            email       | "jo@example.c"          | value_error
            day         | "monday"                | MONDAY
            day         | "MONDAY"                | enum
            day         | 1                       | enum
            literal     | "on"                    | on
            literal     | "off"                   | literal_error
            list 1..2   | [1,2]                   | [1, 2]
            list 1..2   | []                      | too_short
            list 1..2   | [1,2,3]                 | too_long
            list 1..2   | 1                       | list_type
            list 1..2   | [null]                  | int_type
            even        | 2                       | 2
            even        | 3                       | value_error
            mapped      | "12"                    | 12
            mapped      | "x"                     | value_error
            json        | {"a":[1.10]}            | {"a":[1.1]}
            metadata    | {"a":"b","n":-9007199254740991,"f":1.50,"t":false} | {a=b, n=-9007199254740991, f=1.5, t=false}
            metadata    | {}                      | {}
            metadata    | {"a":null}              | string_type
            metadata    | {"a":[]}                | string_type
            metadata    | {"a":{}}                | string_type
            metadata    | {"a":""}                | string_too_short
            metadata    | {"":"a"}                | string_too_short
            metadata    | {"n":9223372036854775808} | int_parsing_size
            metadata    | {"n":1e400}             | finite_number
            metadata    | []                      | dict_type
            """)
    void takesOrRefuses(String value, String json, String outcome) {
        assertThat(read(requireNonNull(VALUES.get(value)), json)).isEqualTo(outcome);
    }

    @Test
    void boundsMetadata() {
        assertThat(read(Values.metadataMap(), pairs(50))).startsWith("{k0=v");
        assertThat(read(Values.metadataMap(), pairs(51))).isEqualTo("too_long");
        assertThat(read(Values.metadataMap(), "{\"" + "k".repeat(40) + "\":\"" + "v".repeat(500) + "\"}")).startsWith("{kkk");
        assertThat(read(Values.metadataMap(), "{\"" + "k".repeat(41) + "\":\"v\"}")).isEqualTo("string_too_long");
        assertThat(read(Values.metadataMap(), "{\"k\":\"" + "v".repeat(501) + "\"}")).isEqualTo("string_too_long");
    }

    @Test
    void countsTheOffsetOfMalformedJsonInCharacters() {
        var refused = catchThrowableOfType(InvalidRequest.class, () -> body("{\"\u00e4\u00f6\": x}").read(in -> () -> in));
        assertThat(refused.problems().getFirst().loc()).containsExactly("body", 7L);
    }

    @Test
    void refusesBytesThatAreNotUtf8AndNestingWithoutEnd() {
        var latin = new Body(() -> "{\"a\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(types(() -> latin.read(in -> () -> in))).containsExactly("json_invalid");
        assertThat(types(() -> body("[".repeat(100_000)).read(in -> () -> in))).containsExactly("json_invalid");
        assertThat(read(Values.anyJson(), "[".repeat(199) + "]".repeat(199))).startsWith("[[[");
        assertThat(read(Values.anyJson(), "[".repeat(200) + "]".repeat(200))).isEqualTo("json_invalid");
    }

    @Test
    void neverBuildsFromAFieldThatWasRefused() {
        assertThatThrownBy(() -> body("{\"a\":1}").read(in -> {
            in.required("a", Values.text());
            return () -> {
                throw new AssertionError("built from a refused field");
            };
        })).isInstanceOf(InvalidRequest.class);
    }

    @Test
    void keepsARequiredValueToItselfUntilTheRequestIsKnownToBeRight() {
        assertThatThrownBy(() -> body("{}").read(in -> in.required("a", Values.text()).get()::toString)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsAMissingBodyAsAnEmptyObjectWhereItIsOptional() {
        Optional<String> name = body("").readOptional(in -> {
            var read = in.optional("name", Values.text());
            return () -> read;
        });
        assertThat(name).isEmpty();
    }

    @Test
    void readsRepeatedAndMissingParameters() {
        Query query = new Query(Map.of("a", List.of("1", "2"), "flag", List.of("False")));
        assertThat(query.<List<Integer>>read(in -> {
            var all = in.all("a", Values.whole());
            var last = in.required("a", Values.whole());
            var flag = in.orElse("flag", Values.bool(), true);
            return () -> List.of(all.size(), last.get(), flag ? 1 : 0);
        })).containsExactly(2, 2, 0);
        assertThat(types(() -> query.read(in -> in.required("b", Values.text())))).containsExactly("missing");
    }

    @Test
    void aFormHasAtMostAThousandFields() {
        Value<Integer> size = Values.objectOf(in -> {
            var last = in.required("k", Values.text());
            return () -> last.get().length();
        });
        assertThat(body("a=b&".repeat(999) + "k=12").readForm(size)).isEqualTo(2);
        assertThat(types(() -> body("a=b&".repeat(1_000) + "k=12").readForm(size))).containsExactly("too_long");
    }

    private static String pairs(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":\"v\"").collect(Collectors.joining(",", "{", "}"));
    }

    private static String read(Value<?> value, String json) {
        try {
            return body("{\"field\":" + json + "}").<Object>read(in -> in.required("field", value)).toString();
        } catch (InvalidRequest refused) {
            return refused.problems().stream().map(Problem::type).collect(Collectors.joining(","));
        }
    }

    private static List<String> types(ThrowingCallable reading) {
        return catchThrowableOfType(InvalidRequest.class, reading).problems().stream().map(Problem::type).toList();
    }

    private static Body body(String json) {
        return new Body(() -> json.getBytes(StandardCharsets.UTF_8));
    }
}
