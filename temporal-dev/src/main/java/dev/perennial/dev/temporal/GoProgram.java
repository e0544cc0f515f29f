package dev.perennial.dev.temporal;

import dev.perennial.dev.supervision.Commands;
import dev.perennial.dev.supervision.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** An official program, built once from its pinned Go module and kept in the user's cache by its version. */
enum GoProgram {
    TEMPORAL_SERVER("go.temporal.io/server/cmd/server", "v1.32.1",
            "temporal-server-1.32.1"), TEMPORAL_UI("github.com/temporalio/ui-server/v2/cmd/server", "v2.55.0", "temporal-ui-2.55.0");

    private static final Duration REPORT_EVERY = Duration.ofSeconds(10);
    private static final int SHOWN_LINES = 15;

    private final String module;
    private final String version;
    private final String folder;

    GoProgram(String module, String version, String folder) {
        this.module = module;
        this.version = version;
        this.folder = folder;
    }

    static boolean areAllBuilt(Path cache) {
        return Stream.of(values()).allMatch(program -> Files.isExecutable(program.in(cache)));
    }

    /** Where the program is when it has been built. */
    Path in(Path cache) {
        return cache.resolve(folder).resolve("server");
    }

    /**
     * Builds the program unless it is there.
     *
     * @throws IOException with the last words of the compiler
     */
    Path built(Path cache, Progress progress) throws IOException, InterruptedException {
        Path program = in(cache);
        if (Files.isExecutable(program)) {
            return program;
        }
        Path go = Commands.onPath("go").orElseThrow(() -> new IOException("Go is not on the PATH any more"));
        Files.createDirectories(program.getParent());
        Path unfinished = Files.createTempDirectory(cache, ".build-");
        progress.say("building " + module + " " + version + " with Go, once; this takes some minutes");
        ProcessBuilder install = new ProcessBuilder(go.toString(), "install", "-v", "-ldflags", "-s -w", module + "@" + version);
        install.environment().put("GOBIN", unfinished.toString());
        install.environment().keySet().removeAll(List.of("GOOS", "GOARCH", "GOFLAGS"));
        Process compiler = install.redirectErrorStream(true).start();
        try {
            Deque<String> lastLines = follow(compiler, progress);
            if (compiler.waitFor() != 0) {
                throw new IOException("Go could not build " + module + " " + version + ":\n    " + String.join("\n    ", lastLines)
                        + "\n  TEMPORAL_ADDRESS, a `temporal` program without `go` on the PATH, or `--in-memory` do without.");
            }
            Files.move(unfinished.resolve("server"), program, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(unfinished);
        } finally {
            compiler.destroy();
        }
        return program;
    }

    private static Deque<String> follow(Process compiler, Progress progress) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        int packages = 0;
        long reported = System.nanoTime();
        try (BufferedReader output = compiler.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                packages++;
                last.addLast(line);
                if (last.size() > SHOWN_LINES) {
                    last.removeFirst();
                }
                if (System.nanoTime() - reported > REPORT_EVERY.toNanos()) {
                    reported = System.nanoTime();
                    progress.say("still building, step " + packages + ": " + line.strip());
                }
            }
        }
        return last;
    }
}
