package dev.perennial.bench.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.bench.measure.DatabaseMeter.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The results of one benchmark, for people and for tools. */
public final class Report {
    private static final int DEAREST = 15;
    private static final int SHOWN_OF_STATEMENT = 110;
    private static final double MICROS_PER_MILLI = 1_000;

    private final String subject;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /** @param subject the first part of every figure's name */
    public Report(String subject) { this.subject = subject; }

    public Report figure(String name, double value, String unit) {
        figures.add(Figure.alone(subject + "." + name, value, unit));
        return this;
    }

    /** A figure and what it is held against. */
    public Report figure(String name, double value, String unit, double limit) {
        figures.add(new Figure(subject + "." + name, value, unit, limit));
        return this;
    }

    /** A line for people. */
    public void remark(String line) {
        remarks.add(line);
    }

    /** Who has used the machine between two moments, and what the database did for each of so many units of work. */
    public void costs(Meter before, Meter after, int units) {
        after.processors().sharesSince(before.processors()).forEach((name, share) -> figure("cpu." + name, share, "% of the machine"));
        var database = after.database();
        figure("database.commits", (double) (database.commits() - before.database().commits()) / units, "each");
        figure("database.wal", (double) (database.walBytes() - before.database().walBytes()) / units / 1024, "KiB each");
        List<Statement> statements = database.statementsSince(before.database());
        if (statements.isEmpty()) {
            remark("pg_stat_statements is not loaded: no costs of statements");
            return;
        }
        figure("database.statements", (double) statements.stream().mapToLong(Statement::calls).sum() / units, "each");
        figure("database.time", statements.stream().mapToLong(Statement::micros).sum() / MICROS_PER_MILLI / units, "ms each");
        remark(line("%12s %10s  %s", "ms each", "calls each", "statement"));
        statements.stream().limit(DEAREST).forEach(statement -> remark(
                line("%12.3f %10.2f  %s", statement.micros() / MICROS_PER_MILLI / units, (double) statement.calls() / units, shown(statement))));
    }

    public String asTables() {
        var text = new StringBuilder(line("%-36s %12s %-18s %10s %8s%n", "figure", "value", "unit", "limit", "ratio"));
        figures.forEach(it -> text.append(
                line("%-36s %12.2f %-18s %10s %8s%n", it.name(), it.value(), it.unit(), orBlank("%.2f", it.limit()), orBlank("%.3f", it.ratio()))));
        text.append(System.lineSeparator());
        remarks.forEach(remark -> text.append(remark).append(System.lineSeparator()));
        return text.toString();
    }

    /** One object per figure: {@code name}, {@code value}, {@code unit}, {@code limit}, {@code ratio}. */
    public String asJsonLines() {
        var mapper = new ObjectMapper();
        var text = new StringBuilder();
        for (Figure it : figures) {
            ObjectNode object = mapper.createObjectNode().put("name", it.name()).put("value", rounded(it.value())).put("unit", it.unit())
                    .put("limit", rounded(it.limit())).put("ratio", rounded(it.ratio()));
            try {
                text.append(mapper.writeValueAsString(object)).append(System.lineSeparator());
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("cannot write " + it, impossible);
            }
        }
        return text.toString();
    }

    private static String shown(Statement statement) {
        String text = statement.text().replaceAll("\\s+", " ").strip();
        return text.length() <= SHOWN_OF_STATEMENT ? text : text.substring(0, SHOWN_OF_STATEMENT) + "…";
    }

    private static String orBlank(String format, @Nullable Double value) { return value == null ? "" : line(format, value); }

    private static @Nullable Double rounded(@Nullable Double value) { return value == null ? null : Math.round(value * 1_000) / 1_000.0; }

    @SuppressWarnings("AnnotateFormatMethod") // The formats are this class's own.
    private static String line(String format, @Nullable Object... values) { return String.format(Locale.ROOT, format, values); }
}
