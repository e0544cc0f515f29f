package dev.perennial.dev.stack;

import dev.perennial.dev.supervision.Commands;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts a supervisor that outlives this process and shows what it says until the stack is ready. */
final class Detached {
    private static final long POLL_MILLIS = 100;

    private Detached() {}

    /**
     * Starts the stack in the background.
     *
     * @return 0 when it is ready, else the exit code of the supervisor, which has said why
     */
    static int start(Options options, String mainClass, PrintStream out) throws IOException, InterruptedException {
        Path log = options.data().resolve("logs").resolve("supervisor.log");
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(log);
        Files.createFile(log);
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass, "up", "--data", options.data().toString(), "--port",
                "" + options.apiPort()));
        if (options.inMemory()) {
            command.add("--in-memory");
        }
        Process supervisor = Commands.inOwnSession(command, _ -> false).redirectInput(new File("/dev/null")).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        var interrupted = new Thread(supervisor::destroy, "interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted); // Pressing Ctrl-C before the stack is ready means: no stack.
        try (SeekableByteChannel said = Files.newByteChannel(log)) {
            boolean ready = false;
            while (!ready && !supervisor.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                ready = StackFile.in(options.data()).isPresent();
                copy(said, out);
            }
            if (!ready) {
                copy(said, out);
                return supervisor.exitValue();
            }
        } finally {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
        return 0;
    }

    private static void copy(SeekableByteChannel from, PrintStream to) throws IOException {
        var buffer = ByteBuffer.allocate(8_192);
        while (from.read(buffer) > 0) {
            to.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        to.flush();
    }
}
