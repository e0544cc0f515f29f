package dev.perennial.dev.stack;

import dev.perennial.dev.supervision.Pids;
import dev.perennial.dev.supervision.StartFailed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The local stack's command line: {@code up}, {@code down}, {@code status}, {@code owner}, {@code cases}. */
public final class Perennial {
    private static final int FAILED = 1;
    /** The product's own programs, run against the stack. */
    private static final Set<String> PROGRAMS = Set.of("owner", "cases");
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(90); // every part may take its ten seconds

    private final String mainClass;
    private final Plan.Maker maker;
    private final PrintStream out;

    Perennial(String mainClass, Plan.Maker maker, PrintStream out) {
        this.mainClass = mainClass;
        this.maker = maker;
        this.out = out;
    }

    /** Runs a command; the project's folder is the system property {@code perennial.home}. */
    public static void main(String[] arguments) throws InterruptedException {
        Path home = Path.of(System.getProperty("perennial.home", ".")).toAbsolutePath().normalize();
        Plan.Maker maker = (options, progress) -> LocalStack.plan(home, options, progress);
        System.exit(new Perennial(Perennial.class.getName(), maker, System.out).run(List.of(arguments), home));
    }

    /** Runs a command and returns its exit code; what went wrong is said on the output. */
    int run(List<String> arguments, Path home) throws InterruptedException {
        try {
            if (!arguments.isEmpty() && PROGRAMS.contains(arguments.getFirst())) {
                return program(arguments, home);
            }
            Options options = Options.of(arguments, home);
            Files.createDirectories(options.data());
            return switch (options.command()) {
                case "up" -> up(options);
                case "down" -> down(options.data());
                case "status" -> Status.print(options.data(), out);
                default -> throw new IllegalStateException("command " + options.command());
            };
        } catch (StartFailed | IOException failed) {
            out.println("perennial: " + failed.getMessage());
            out.flush();
            return FAILED;
        }
    }

    /** Everything after the data folder is the program's own. */
    private int program(List<String> arguments, Path home) throws IOException, StartFailed, InterruptedException {
        boolean located = arguments.size() > 2 && arguments.get(1).equals("--data");
        Options options = Options.of(arguments.subList(0, located ? 3 : 1), home);
        List<String> own = arguments.subList(located ? 3 : 1, arguments.size());
        return options.command().equals("cases") ? CasesProgram.run(home, options.data(), own) : OwnerProgram.run(home, options.data(), own, out);
    }

    private int up(Options options) throws IOException, StartFailed, InterruptedException {
        Optional<Long> running = SupervisorLock.holder(options.data());
        if (running.isPresent()) {
            return alreadyUp(options.data(), running.get());
        }
        if (options.detach()) {
            return Detached.start(options, mainClass, out);
        }
        Optional<SupervisorLock> lock = SupervisorLock.take(options.data());
        if (lock.isEmpty()) {
            throw new StartFailed("another `up` has just started in " + options.data());
        }
        try (SupervisorLock held = lock.get()) {
            Foreground.run(options, maker, held, this::say);
        }
        return 0;
    }

    private int alreadyUp(Path data, long pid) throws IOException {
        out.println("the stack in " + data + " is running already (supervisor pid " + pid + ")");
        StackFile.in(data).ifPresentOrElse(file -> out.println(file.table()), () -> out.println("it is starting or stopping"));
        return 0;
    }

    private int down(Path data) throws IOException, InterruptedException {
        Optional<Long> running = SupervisorLock.holder(data);
        if (running.isPresent()) {
            ProcessHandle.of(running.get()).ifPresent(ProcessHandle::destroy);
            if (!SupervisorLock.isFreeWithin(data, STOPS_WITHIN)) {
                out.println("the supervisor does not end, killing it");
                ProcessHandle.of(running.get()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        Pids.endLeftovers(data, this::say);
        StackFile.remove(data);
        out.println(running.isPresent() ? "stopped" : "no stack was running in " + data);
        return 0;
    }

    private void say(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
