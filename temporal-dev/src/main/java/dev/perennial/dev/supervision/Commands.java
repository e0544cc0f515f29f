package dev.perennial.dev.supervision;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Builds the commands of parts: found programs, an own session, a chosen environment. */
public final class Commands {
    private Commands() {}

    /**
     * A command whose process is not reached by the keys pressed in the supervisor's terminal, so that parts stop in their order.
     *
     * @param unwanted which inherited environment variables the process must not see
     */
    public static ProcessBuilder inOwnSession(List<String> command, Predicate<String> unwanted) {
        List<String> whole = new ArrayList<>();
        // setsid replaces itself by the command, which keeps the pid.
        onPath("setsid").ifPresent(setsid -> whole.add(setsid.toString()));
        whole.addAll(command);
        var builder = new ProcessBuilder(whole);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(unwanted);
        return builder;
    }

    /** Where a program is found by its name. */
    public static Optional<Path> onPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path candidate = Path.of(folder, program);
            if (!folder.isEmpty() && Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The user's folder for things that can be made again: built and unpacked programs. */
    public static Path cache() {
        String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path root = configured.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(configured);
        return root.resolve("perennial");
    }

    /**
     * Runs a command to its end.
     *
     * @param output file to which everything it says is appended
     * @throws IOException when it does not end with 0
     */
    public static void run(List<String> command, Path output, Path input) throws IOException, InterruptedException {
        Files.createDirectories(output.getParent());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())).start();
        try {
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IOException(String.join(" ", command) + " ended with exit code " + exit + ", see " + output);
            }
        } finally {
            process.destroy(); // Of use when the wait was interrupted.
        }
    }
}
