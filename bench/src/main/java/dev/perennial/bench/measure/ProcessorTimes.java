package dev.perennial.bench.measure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Processor time used so far, from {@code /proc}: by process with its children, since the database is a process per connection, and by the machine. All in
 * the kernel's ticks; where there is no {@code /proc} nothing is known.
 *
 * @param ticks by the name of the process
 * @param busy what the whole machine has worked
 * @param total what it could have worked
 */
public record ProcessorTimes(Map<String, Long> ticks, long busy, long total) {
    private static final Path PROC = Path.of("/proc");
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int CHILDREN_SYSTEM = 14;
    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISK = 4;
    private static final int STEAL = 7;

    /** One process: its parent, its own time, and that of its children that have ended. */
    private record Usage(long parent, long own, long ended) {}

    static ProcessorTimes now(Map<String, Long> pids) {
        Map<String, Long> ticks = new LinkedHashMap<>();
        long busy = 0;
        long total = 0;
        if (Files.isDirectory(PROC)) {
            try {
                Map<Long, Usage> all = all();
                pids.forEach((name, pid) -> ticks.put(name, withChildren(pid, all)));
                long[] machine = machine();
                total = Arrays.stream(machine, 0, STEAL + 1).sum();
                busy = total - machine[IDLE] - machine[WAITING_FOR_DISK];
            } catch (IOException unreadable) {
                throw new IllegalStateException("cannot read " + PROC, unreadable);
            }
        }
        return new ProcessorTimes(ticks, busy, total);
    }

    /** Percent of the machine that each process has used since then; the rest of the machine's work is {@code others}. */
    public Map<String, Double> sharesSince(ProcessorTimes before) {
        Map<String, Double> shares = new LinkedHashMap<>();
        double possible = total - before.total;
        if (possible > 0) {
            long ours = 0;
            for (var entry : ticks.entrySet()) {
                long used = entry.getValue() - before.ticks.getOrDefault(entry.getKey(), 0L);
                ours += used;
                shares.put(entry.getKey(), 100 * used / possible);
            }
            shares.put("others", 100 * Math.max(0, busy - before.busy - ours) / possible);
            shares.put("idle", 100 * (possible - (busy - before.busy)) / possible);
        }
        return shares;
    }

    private static long withChildren(long pid, Map<Long, Usage> all) {
        long sum = 0;
        for (var entry : all.entrySet()) {
            Usage usage = entry.getValue();
            if (entry.getKey() == pid) {
                sum += usage.own + usage.ended;
            } else if (usage.parent == pid) {
                sum += usage.own;
            }
        }
        return sum;
    }

    private static Map<Long, Usage> all() throws IOException {
        Map<Long, Usage> all = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                read(process.resolve("stat")).ifPresent(text -> all.put(Long.valueOf(process.getFileName().toString()), usage(text)));
            }
        }
        return all;
    }

    /** The name of the program stands in brackets and may have blanks: what counts comes after it. */
    private static Usage usage(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long[] times = Arrays.stream(fields, USER, CHILDREN_SYSTEM + 1).mapToLong(Long::parseLong).toArray();
        return new Usage(Long.parseLong(fields[PARENT]), times[0] + times[1], times[2] + times[3]);
    }

    private static long[] machine() throws IOException {
        String first = Files.readString(PROC.resolve("stat")).lines().findFirst().orElseThrow();
        return Arrays.stream(first.split(" +")).skip(1).mapToLong(Long::parseLong).toArray();
    }

    private static Optional<String> read(Path stat) {
        try {
            return Optional.of(Files.readString(stat));
        } catch (IOException _) {
            return Optional.empty(); // The process has ended since it was listed.
        }
    }
}
