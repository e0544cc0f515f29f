package dev.perennial.e2e.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that has been run to its end.
 *
 * @param output all it said
 */
public record Ran(int exitCode, String output) {
    /**
     * Runs a command and waits for it.
     *
     * @param log file that is given its output, for whoever looks at a failure
     * @throws IllegalStateException when it does not end in time; it is stopped
     */
    public static Ran command(List<String> command, Path folder, Map<String, String> environment, Path log, Duration within)
            throws IOException, InterruptedException {
        Files.createDirectories(log.getParent());
        // Into a file and not a pipe: what the command leaves running must not be waited for.
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(within.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(String.join(" ", command) + " is not done after " + within + ":\n" + Files.readString(log));
            }
            return new Ran(process.exitValue(), Files.readString(log));
        } finally {
            // One that has ended has no descendants any more: what it meant to leave running is spared.
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
