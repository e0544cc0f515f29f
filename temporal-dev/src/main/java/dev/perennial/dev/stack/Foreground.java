package dev.perennial.dev.stack;

import dev.perennial.dev.stack.StackFile.RunningProcess;
import dev.perennial.dev.supervision.Part;
import dev.perennial.dev.supervision.Pids;
import dev.perennial.dev.supervision.Ports;
import dev.perennial.dev.supervision.Progress;
import dev.perennial.dev.supervision.StartFailed;
import dev.perennial.dev.supervision.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A stack supervised by this process until it is told to end. */
final class Foreground {
    private final Path data;
    private final Progress progress;
    private final AtomicReference<@Nullable StackFile> description = new AtomicReference<>();
    private final Supervisor supervisor;
    private final Plan plan;

    private Foreground(Path data, Plan plan, Progress progress) {
        this.data = data;
        this.plan = plan;
        this.progress = progress;
        supervisor = new Supervisor(data, plan.parts(), progress, this::pidsChanged);
    }

    /**
     * Starts the stack and returns when it was told to stop.
     *
     * @throws StartFailed when a part cannot start; the others are stopped then
     */
    static void run(Options options, Plan.Maker maker, SupervisorLock lock, Progress progress) throws IOException, StartFailed, InterruptedException {
        Path data = options.data();
        StackFile.remove(data);
        Pids.endLeftovers(data, progress);
        if (!Ports.isFree(options.apiPort())) {
            throw new StartFailed("port " + options.apiPort() + " is taken by another program; choose one for the API with --port N");
        }
        var stack = new Foreground(data, maker.make(options, progress), progress);
        var stop = new Thread(() -> stack.stop(lock), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            stack.supervisor.start();
            progress.say(stack.publish().table());
            stack.supervisor.awaitEnd();
        } catch (StartFailed failed) {
            progress.say("stopping everything");
            throw failed;
        } finally {
            stack.supervisor.stop();
            StackFile.remove(data);
        }
    }

    private void stop(SupervisorLock lock) {
        try {
            description.set(null); // From here on nobody writes the file again.
            StackFile.remove(data);
            supervisor.stop();
            lock.close();
        } catch (IOException failed) {
            progress.say("not stopped cleanly: " + failed.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private StackFile publish() throws IOException {
        StackFile file = plan.describe();
        description.set(file);
        write(file);
        return file;
    }

    private void pidsChanged() {
        StackFile file = description.get();
        if (file != null) {
            try {
                write(file);
            } catch (IOException failed) {
                throw new UncheckedIOException("stack.json cannot be written", failed);
            }
        }
    }

    private synchronized void write(StackFile file) throws IOException {
        Map<String, Long> pids = supervisor.pids();
        Map<String, RunningProcess> processes = new LinkedHashMap<>();
        for (Part part : supervisor.parts()) {
            Long pid = pids.get(part.name());
            if (pid != null) {
                processes.put(part.name(), new RunningProcess(pid, part.health().toString()));
            }
        }
        file.with(processes).write(data);
    }
}
