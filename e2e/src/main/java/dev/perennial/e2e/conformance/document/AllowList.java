package dev.perennial.e2e.conformance.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The differences that are known, each with its reason: a line {@code PATTERN :: REASON}, where the pattern is held against a whole difference and an
 * asterisk stands for any characters. Empty lines and lines that begin with {@code #} say nothing.
 */
public final class AllowList {
    private static final String SEPARATOR = " :: ";

    private record Entry(String pattern, Pattern compiled, String reason) {}

    /** Differences sorted by whether there is a reason for them. */
    public record Judged(List<Difference> unexplained, List<Difference> explained) {}

    private final List<Entry> entries;

    private AllowList(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * The list in a file.
     *
     * @throws IllegalArgumentException if a line has no reason
     */
    public static AllowList read(Path file) throws IOException {
        return of(Files.readAllLines(file));
    }

    /**
     * The list of these lines.
     *
     * @throws IllegalArgumentException if a line has no reason
     */
    public static AllowList of(List<String> lines) {
        return new AllowList(lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).map(AllowList::entry).toList());
    }

    private static Entry entry(String line) {
        int separator = line.indexOf(SEPARATOR);
        String reason = separator < 0 ? "" : line.substring(separator + SEPARATOR.length()).strip();
        if (reason.isEmpty()) {
            throw new IllegalArgumentException("an allowed difference needs a reason behind '" + SEPARATOR + "': " + line);
        }
        String pattern = line.substring(0, separator).strip();
        return new Entry(pattern, Pattern.compile(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), Pattern.DOTALL), reason);
    }

    /** Sorts differences. An entry that explains none of them is one itself: what was repaired must leave the list. */
    public Judged judge(List<Difference> differences) {
        List<Difference> unexplained = new ArrayList<>();
        List<Difference> explained = new ArrayList<>();
        List<Entry> unused = new ArrayList<>(entries);
        for (Difference difference : differences) {
            List<Entry> matching = entries.stream().filter(entry -> entry.compiled().matcher(difference.toString()).matches()).toList();
            unused.removeAll(matching);
            (matching.isEmpty() ? unexplained : explained).add(difference);
        }
        unused.forEach(entry -> unexplained.add(new Difference("allow-list", "nothing differs any more like '" + entry.pattern() + "'")));
        return new Judged(List.copyOf(unexplained), List.copyOf(explained));
    }
}
