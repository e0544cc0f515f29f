package dev.perennial.api.platform.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A table as the answer to a download: {@code text/csv} with CRLF line ends (spec/01 section 9.4). Rows are read in batches, each when the client has taken
 * the one before: the size of the table does not matter, and a slow client holds neither memory nor a database connection. A failure in the middle breaks
 * the connection off, so that no client takes a part for the whole.
 *
 * <p>A column is written by what its cell is: {@code null} as nothing, numbers as they are, everything else as text. A text that a spreadsheet would run
 * as a formula gets an apostrophe in front.
 */
public final class CsvExport {
    private static final MediaType CSV = MediaType.of("text/csv; charset=utf-8");
    private static final String ATTACHMENT = "attachment; filename";
    /** What RFC 5987 lets stand for itself beside letters and digits. */
    private static final String PLAIN = "!#$&+-.^_`|~";

    private CsvExport() {}

    /**
     * The answer.
     *
     * @param fileName under which a browser saves it
     * @param columns the heading of each column
     * @param rows the rows that follow one, or the first rows; an empty list ends the table. Runs once per batch, outside of any transaction
     * @param cells one value for each column
     */
    public static <T> HttpResponse<InputStream> of(String fileName, List<String> columns, Function<Optional<T>, List<T>> rows,
            Function<T, List<?>> cells) {
        return HttpResponse.<InputStream>ok(new CsvStream<>(columns, rows, cells)).contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(fileName));
    }

    static String disposition(String fileName) {
        boolean ascii = fileName.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\');
        return ascii ? ATTACHMENT + "=\"" + fileName + "\"" : ATTACHMENT + "*=UTF-8''" + encoded(fileName);
    }

    private static String encoded(String fileName) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : fileName.getBytes(UTF_8)) {
            char character = (char) (each & 0xff);
            boolean plain = character >= '0' && character <= '9' || character >= 'A' && character <= 'Z' || character >= 'a' && character <= 'z'
                    || PLAIN.indexOf(character) >= 0;
            if (plain) {
                encoded.append(character);
            } else {
                encoded.append('%').append("%02X".formatted((int) character));
            }
        }
        return encoded.toString();
    }
}
