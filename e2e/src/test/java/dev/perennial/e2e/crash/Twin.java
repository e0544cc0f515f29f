package dev.perennial.e2e.crash;

import dev.perennial.dev.stack.StackFile;
import dev.perennial.e2e.stack.LocalStackForTests;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One more process of a kind the stack runs already, configured alike but for its ports, as on a second host. */
final class Twin implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);
    private static final List<String> PORTS = List.of("PERENNIAL_API_PORT", "PERENNIAL_METRICS_PORT", "PERENNIAL_WORKER_PORT");

    private final Process process;
    private final Map<String, String> environment;

    private Twin(Process process, Map<String, String> environment) {
        this.process = process;
        this.environment = environment;
    }

    /** Whether the operating system tells how a process was started. */
    static boolean canBeMade() {
        return Files.isReadable(Path.of("/proc/self/environ"));
    }

    /** Starts it; {@link #awaitHealth} tells when it works. */
    static Twin of(StackFile stack, String name) throws IOException {
        Path original = Path.of("/proc").resolve(Long.toString(stack.processes().get(name).pid()));
        Map<String, String> environment = new HashMap<>();
        for (String variable : entries(original.resolve("environ"))) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        for (String port : PORTS) {
            environment.put(port, Integer.toString(freePort()));
        }
        ProcessBuilder builder = new ProcessBuilder(entries(original.resolve("cmdline"))).redirectErrorStream(true)
                .redirectOutput(LocalStackForTests.target().resolve("logs/twin-" + name + ".log").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Twin(builder.start(), environment);
    }

    private static List<String> entries(Path file) throws IOException {
        return List.of(Files.readString(file).split("\0"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    URI url(String portVariable) { return URI.create("http://127.0.0.1:" + environment.get(portVariable)); }

    void awaitHealth(URI health) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            Awaitility.await().atMost(STARTS_WITHIN).pollInterval(Duration.ofMillis(300)).ignoreExceptions().until(
                    () -> http.send(HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build(), BodyHandlers.discarding())
                            .statusCode() == 200);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
