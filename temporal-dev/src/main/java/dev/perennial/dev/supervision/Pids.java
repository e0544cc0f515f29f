package dev.perennial.dev.supervision;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Which processes belong to the stack, in {@code pids.json}: enough to end them when their supervisor was killed. */
public final class Pids {
    private static final long SAME_START_MILLIS = 1_500; // The boot time that start times are counted from is known to the second.
    private static final Duration UNASKED = Duration.ofSeconds(10);

    /** A process, told apart from a later one of the same pid by its start. */
    record Entry(long pid, long startedAtMillis, String stopSignal) {
        static Entry of(ProcessHandle process, String stopSignal) {
            return new Entry(process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L), stopSignal);
        }

        Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(
                    found -> found.info().startInstant().stream()
                            .anyMatch(start -> Math.abs(start.toEpochMilli() - startedAtMillis) < SAME_START_MILLIS));
        }
    }

    private final Path file;
    private final Map<String, Entry> byName = new LinkedHashMap<>();

    Pids(Path data) { file = fileIn(data); }

    synchronized void put(String name, Entry entry) throws IOException {
        byName.put(name, entry);
        DataFile.write(file, byName);
    }

    synchronized void clear() throws IOException {
        byName.clear();
        Files.deleteIfExists(file);
    }

    /** The pid of each part started so far, in the order of their first start. */
    synchronized Map<String, Long> current() {
        Map<String, Long> pids = new LinkedHashMap<>();
        byName.forEach((name, entry) -> pids.put(name, entry.pid()));
        return pids;
    }

    /**
     * Ends the processes that an earlier supervisor has left, last started first.
     *
     * @throws IOException when the record is damaged or a process survives being killed
     */
    public static void endLeftovers(Path data, Progress progress) throws IOException, InterruptedException {
        Map<String, Entry> left = DataFile.read(fileIn(data), new TypeReference<LinkedHashMap<String, Entry>>() {}).orElseGet(LinkedHashMap::new);
        List<Map.Entry<String, Entry>> latestFirst = new ArrayList<>(left.entrySet()).reversed();
        for (var each : latestFirst) {
            Optional<ProcessHandle> process = each.getValue().alive();
            if (process.isPresent()) {
                progress.say("ending " + each.getKey() + " (pid " + process.get().pid() + "), left by an earlier run");
                end(process.get(), each.getValue().stopSignal(), UNASKED);
            }
        }
        Files.deleteIfExists(fileIn(data));
    }

    /** Asks a process to end, kills it when it does not within the limit, and returns when it is gone. */
    static void end(ProcessHandle process, String signal, Duration limit) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor();
        if (!isGoneWithin(process, limit)) {
            process.destroyForcibly();
            if (!isGoneWithin(process, UNASKED)) {
                throw new IOException("process " + process.pid() + " cannot be killed");
            }
        }
    }

    private static boolean isGoneWithin(ProcessHandle process, Duration limit) throws InterruptedException {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return !process.isAlive();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("waiting for process " + process.pid(), impossible);
        }
    }

    private static Path fileIn(Path data) { return data.resolve("pids.json"); }
}
