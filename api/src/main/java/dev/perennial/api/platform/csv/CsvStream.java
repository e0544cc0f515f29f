package dev.perennial.api.platform.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bytes of a table, made as they are read. */
final class CsvStream<T> extends InputStream {
    private static final String END_OF_LINE = "\r\n";
    /** A cell that starts with one of these is run by spreadsheets. */
    private static final String DANGEROUS_STARTS = "=+-@\t\r";

    private final Function<Optional<T>, List<T>> rows;
    private final Function<T, List<?>> cells;
    private Optional<T> last = Optional.empty();
    private byte[] lines;
    private int position;
    private boolean ended;

    CsvStream(List<String> columns, Function<Optional<T>, List<T>> rows, Function<T, List<?>> cells) {
        this.rows = rows;
        this.cells = cells;
        this.lines = line(columns).getBytes(UTF_8);
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? lines[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, lines.length - position);
        System.arraycopy(lines, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return lines.length - position;
    }

    /** The server breaks the connection off at an {@link IOException}, and only at one. */
    private boolean hasMore() throws IOException {
        try {
            while (position == lines.length && !ended) {
                readBatch();
            }
        } catch (RuntimeException failed) {
            throw new IOException("the table ends in its middle", failed);
        }
        return position < lines.length;
    }

    private void readBatch() {
        List<T> batch = rows.apply(last);
        byte[] next = batch.stream().map(row -> line(cells.apply(row))).collect(Collectors.joining()).getBytes(UTF_8);
        ended = batch.isEmpty();
        last = ended ? last : Optional.of(batch.getLast());
        lines = next;
        position = 0;
    }

    private static String line(List<?> cells) {
        return cells.stream().map(CsvStream::cell).collect(Collectors.joining(",", "", END_OF_LINE));
    }

    static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean formula = !(value instanceof Number) && !text.isEmpty() && DANGEROUS_STARTS.indexOf(text.charAt(0)) >= 0;
        String harmless = formula ? "'" + text : text;
        boolean quoted = harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return quoted ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }
}
