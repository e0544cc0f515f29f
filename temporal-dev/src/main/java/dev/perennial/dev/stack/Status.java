package dev.perennial.dev.stack;

import dev.perennial.dev.supervision.Health;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells how each process of a stack is. */
final class Status {
    static final int ALL_WELL = 0;
    static final int TROUBLE = 1;
    static final int NOT_RUNNING = 3;

    private Status() {}

    /**
     * Prints a line per process.
     *
     * @return the exit code
     */
    static int print(Path data, PrintStream out) throws IOException, InterruptedException {
        if (SupervisorLock.holder(data).isEmpty()) {
            out.println("no stack is running in " + data);
            return NOT_RUNNING;
        }
        Optional<StackFile> file = StackFile.in(data);
        if (file.isEmpty()) {
            out.println("the stack in " + data + " is starting or stopping");
            return TROUBLE;
        }
        int result = ALL_WELL;
        out.printf("%-16s %8s  %-8s %s%n", "NAME", "PID", "HEALTH", "UP SINCE");
        for (var process : file.get().processes().entrySet()) {
            boolean well = Health.answers(URI.create(process.getValue().health()));
            result = well ? result : TROUBLE;
            out.printf("%-16s %8d  %-8s %s%n", process.getKey(), process.getValue().pid(), well ? "ok" : "down", uptime(process.getValue().pid()));
        }
        return result;
    }

    private static String uptime(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().startInstant()).map(start -> {
            Duration up = Duration.between(start, Instant.now());
            return String.format("%dh %02dm %02ds", up.toHours(), up.toMinutesPart(), up.toSecondsPart());
        }).orElse("-");
    }
}
