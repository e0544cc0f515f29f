package dev.perennial.api.platform.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as files: how cells, lines and names are written, and how much is read ahead. */
class CsvExportTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            plain          | plain
            a,b            | "a,b"
            say "hi".      | "say ""hi""."
            {"a": 1}       | "{""a"": 1}"
            =1+1           | '=1+1
            =HYPERLINK("x")| "'=HYPERLINK(""x"")"
            +44 20         | '+44 20
            -5             | '-5
            @sum           | '@sum
            a=b            | a=b
            """)
    void writesTextAsSpreadsheetsReadIt(String text, String cell) {
        assertThat(CsvStream.cell(text)).isEqualTo(cell);
    }

    @Test
    void writesNothingAndNumbersAsTheyAre() {
        assertThat(CsvStream.cell(null)).isEmpty();
        assertThat(CsvStream.cell(new BigDecimal("-5.00"))).isEqualTo("-5.00");
        assertThat(CsvStream.cell("two\nlines")).isEqualTo("\"two\nlines\"");
        assertThat(CsvStream.cell("\tcmd")).isEqualTo("'\tcmd");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            polar-customers.csv | attachment; filename="polar-customers.csv"
            Kunden Köln.csv     | attachment; filename*=UTF-8''Kunden%20K%C3%B6ln.csv
            a"b.csv             | attachment; filename*=UTF-8''a%22b.csv
            """)
    void namesTheFile(String name, String header) {
        assertThat(CsvExport.disposition(name)).isEqualTo(header);
    }

    @Test
    void readsABatchOnlyWhenTheOneBeforeIsTaken() throws IOException {
        List<Optional<Integer>> asked = new ArrayList<>();
        Function<Optional<Integer>, List<Integer>> rows = last -> {
            asked.add(last);
            int first = last.orElse(0) + 1;
            return IntStream.range(first, Math.min(first + 2, 6)).boxed().toList();
        };
        try (var table = new CsvStream<>(List.of("Number", "Square"), rows, n -> List.of(n, n * n))) {
            byte[] heading = new byte["Number,Square\r\n".length()];
            assertThat(table.readNBytes(heading, 0, heading.length)).isEqualTo(heading.length);
            assertThat(new String(heading, UTF_8)).isEqualTo("Number,Square\r\n");
            assertThat(asked).isEmpty();
            assertThat(table.read()).isEqualTo('1');
            assertThat(asked).containsExactly(Optional.empty());
            assertThat(new String(table.readAllBytes(), UTF_8)).isEqualTo(",1\r\n2,4\r\n3,9\r\n4,16\r\n5,25\r\n");
            assertThat(asked).containsExactly(Optional.empty(), Optional.of(2), Optional.of(4), Optional.of(5));
            assertThat(table.read()).isEqualTo(-1);
        }
    }

    @Test
    void breaksOffWhereARowCannotBeReadOrWritten() throws IOException {
        Function<Optional<Integer>, List<Integer>> gone = _ -> {
            throw new IllegalStateException("gone");
        };
        try (var table = new CsvStream<>(List.of("Number"), gone, List::of)) {
            assertThatThrownBy(table::readAllBytes).isInstanceOf(IOException.class).hasRootCauseMessage("gone");
        }
        try (var table = new CsvStream<Integer>(List.of("Number"), _ -> List.of(1), _ -> {
            throw new IllegalStateException("no such cell");
        })) {
            assertThatThrownBy(table::readAllBytes).isInstanceOf(IOException.class).hasRootCauseMessage("no such cell");
            assertThatThrownBy(table::read).as("and stays broken").isInstanceOf(IOException.class);
        }
    }
}
