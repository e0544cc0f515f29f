package dev.perennial.dev.temporal;

import dev.perennial.dev.supervision.Commands;
import dev.perennial.dev.supervision.Part;
import dev.perennial.dev.supervision.Ports;
import dev.perennial.dev.supervision.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The development server of the user's own {@code temporal} program, which brings the web interface along. */
final class TemporalProgramPart implements Part {
    private final Path program;
    private final Path folder;
    private final int port;
    private final int uiPort;
    private final int httpPort;

    TemporalProgramPart(Path program, Path data, Ports ports) throws IOException {
        this.program = program;
        folder = data.resolve("temporal-program");
        port = ports.of(TemporalService.NAME);
        uiPort = ports.of(TemporalService.UI_NAME);
        httpPort = ports.of("temporal-http");
    }

    @Override
    public String name() {
        return TemporalService.NAME;
    }

    @Override
    public URI health() {
        return URI.create("http://127.0.0.1:" + httpPort + "/api/v1/cluster-info");
    }

    @Override
    public void prepare(Progress progress) throws IOException {
        Files.createDirectories(folder);
    }

    @Override
    public ProcessBuilder command() {
        // Without the two pragmas each commit waits for the disk twice.
        return Commands.inOwnSession(
                List.of(program.toString(), "server", "start-dev", "--ip", "127.0.0.1", "--port", Integer.toString(port), "--http-port",
                        Integer.toString(httpPort), "--ui-port", Integer.toString(uiPort), "--db-filename", folder.resolve("temporal.db").toString(),
                        "--sqlite-pragma",
                        "journal_mode=wal", "--sqlite-pragma", "synchronous=normal", "--namespace", TemporalService.NAMESPACE, "--log-level", "warn"),
                variable -> variable.startsWith("TEMPORAL_"));
    }

    @Override
    public void answering(Progress progress) throws IOException, InterruptedException {
        TemporalNamespace.ensure("127.0.0.1:" + port, true);
    }
}
