package dev.perennial.e2e.stack;

import dev.perennial.dev.stack.StackFile;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The stack of this test run, started by {@code ./perennial up} for the first test that asks for it as a parameter. */
@SuppressWarnings("try") // An interruption while stopping is the test run's end, and told as such.
public final class LocalStackForTests implements AutoCloseable {
    /** The first start on a machine builds the Temporal server. */
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(10);
    private static final Duration STOPS_WITHIN = Duration.ofMinutes(2);
    /** The jars under test are those that the build has just made. */
    private static final Map<String, String> AS_BUILT = Map.of("STACK_NO_BUILD", "true");
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize(); // tests run in their module's folder
    private static final Path TARGET = HOME.resolve("e2e/target");

    private final Path data = TARGET.resolve("stack");
    private final Thread ended = new Thread(this::stopAnyway, "stop the stack");

    private LocalStackForTests() {}

    /** Gives the stack to the tests of a class: {@code @ExtendWith(LocalStackForTests.Given.class)}. */
    public static final class Given implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == LocalStackForTests.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            // Kept at the root, it is closed after the last test of the run, and a stack that could not start is not tried again.
            return context.getRoot().getStore(Namespace.create(LocalStackForTests.class)).computeIfAbsent(LocalStackForTests.class,
                    _ -> LocalStackForTests.start());
        }
    }

    private static LocalStackForTests start() {
        var stack = new LocalStackForTests();
        try {
            Needed.temporal();
            stack.up();
            return stack;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the stack was starting", stopped);
        }
    }

    /** The project's folder. */
    public static Path home() { return HOME; }

    /** The folder for what tests leave behind. */
    public static Path target() { return TARGET; }

    /** The file that tells where everything is. */
    public Path file() { return data.resolve("stack.json"); }

    /** Where everything is at this moment. */
    public StackFile read() throws IOException {
        return StackFile.in(data).orElseThrow(() -> new IllegalStateException("the stack is not ready, see " + data.resolve("logs")));
    }

    /** Runs a command of {@code ./perennial} against the stack. */
    public Ran perennial(String command, Duration within, String... options) throws IOException, InterruptedException {
        List<String> line = Stream.concat(Stream.of(HOME.resolve("perennial").toString(), command, "--data", data.toString()), Stream.of(options))
                .toList();
        return Ran.command(line, HOME, AS_BUILT, TARGET.resolve("logs/" + command + ".log"), within);
    }

    private void up() throws IOException, InterruptedException {
        if (Files.exists(data)) {
            // What a killed test run has left behind: first its processes, then its data.
            perennial("down", STOPS_WITHIN);
            delete(data);
        }
        Files.createDirectories(data);
        Runtime.getRuntime().addShutdownHook(ended);
        Ran up = perennial("up", STARTS_WITHIN, "--detach", "--port", Integer.toString(freePort()));
        if (up.exitCode() != 0) {
            throw new IllegalStateException("the stack did not start:\n" + up.output());
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Ran down = perennial("down", STOPS_WITHIN);
        Runtime.getRuntime().removeShutdownHook(ended);
        if (down.exitCode() != 0) {
            throw new IllegalStateException("the stack did not stop:\n" + down.output());
        }
    }

    private void stopAnyway() {
        try {
            perennial("down", STOPS_WITHIN);
        } catch (IOException | InterruptedException failed) {
            System.err.println("the stack in " + data + " may still be running: " + failed);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
