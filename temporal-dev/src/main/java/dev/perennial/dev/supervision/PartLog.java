package dev.perennial.dev.supervision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The log file of a part, {@code logs/<name>.log}; a file that has grown large is put aside at the next start. */
public final class PartLog {
    private static final long LARGE_BYTES = 10L * 1024 * 1024;
    private static final int SHOWN_LINES = 20;

    private final Path file;
    private long startOfRun;

    public PartLog(Path data, String name) { file = data.resolve("logs").resolve(name + ".log"); }

    /** Where the next run appends its output. */
    public ProcessBuilder.Redirect nextRun() throws IOException {
        Files.createDirectories(file.getParent());
        startOfRun = Files.exists(file) ? Files.size(file) : 0;
        if (startOfRun > LARGE_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            startOfRun = 0;
        }
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    /** The last lines of the current run, for a message that says why it failed. */
    public String end() {
        try (var channel = Files.newByteChannel(file)) {
            channel.position(Math.max(startOfRun, channel.size() - 8_192));
            byte[] bytes = new byte[Math.toIntExact(Math.max(0, channel.size() - channel.position()))];
            int read = channel.read(ByteBuffer.wrap(bytes));
            List<String> lines = new String(bytes, 0, Math.max(read, 0), StandardCharsets.UTF_8).lines().toList();
            String shown = String.join("\n    ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
            return "its log, " + file + ", ends with:\n    " + (shown.isEmpty() ? "(nothing)" : shown);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("log " + file, unreadable);
        }
    }
}
