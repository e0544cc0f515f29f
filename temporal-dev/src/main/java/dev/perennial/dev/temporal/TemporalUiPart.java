package dev.perennial.dev.temporal;

import dev.perennial.dev.supervision.Commands;
import dev.perennial.dev.supervision.Part;
import dev.perennial.dev.supervision.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The official web interface, where an operator reads what each workflow is about to do. */
final class TemporalUiPart implements Part {
    private final Path folder;
    private final Path cache;
    private final String address;
    private final int port;

    TemporalUiPart(Path data, Path cache, String address, int port) {
        folder = data.resolve("temporal-ui");
        this.cache = cache;
        this.address = address;
        this.port = port;
    }

    @Override
    public String name() {
        return TemporalService.UI_NAME;
    }

    @Override
    public Set<String> needs() {
        return Set.of(TemporalService.NAME);
    }

    @Override
    public URI health() {
        return URI.create("http://127.0.0.1:" + port + "/healthz");
    }

    @Override
    public void prepare(Progress progress) throws IOException, InterruptedException {
        GoProgram.TEMPORAL_UI.built(cache, progress);
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config").resolve("local.yaml"), """
                temporalGrpcAddress: "%s"
                host: "127.0.0.1"
                port: %d
                enableUi: true
                defaultNamespace: %s
                disableNewsFetch: true
                hideLogs: true
                """.formatted(address, port, TemporalService.NAMESPACE));
    }

    @Override
    public ProcessBuilder command() {
        return Commands
                .inOwnSession(List.of(GoProgram.TEMPORAL_UI.in(cache).toString(), "--root", folder.toString(), "--config", "config", "--env", "local",
                        "start"), variable -> variable.startsWith("TEMPORAL_"));
    }
}
