package dev.perennial.dev.temporal;

import dev.perennial.dev.supervision.Commands;
import dev.perennial.dev.supervision.Part;
import dev.perennial.dev.supervision.Ports;
import dev.perennial.dev.supervision.Progress;
import dev.perennial.dev.supervision.StartFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a stack gets its Temporal service.
 *
 * @param parts processes to be supervised, none for a service of somebody else
 * @param address host and port of the gRPC frontend
 * @param ui where its web interface is, if there is one
 */
public record TemporalService(List<Part> parts, String address, @Nullable String ui) {
    /** The part that others wait for. */
    public static final String NAME = "temporal";
    /** The part that serves the web interface. */
    public static final String UI_NAME = "temporal-ui";
    /** The namespace of everything in the stack. */
    public static final String NAMESPACE = "perennial";

    /**
     * Takes the first of: the address in {@code TEMPORAL_ADDRESS} (and the UI in {@code TEMPORAL_UI_ADDRESS}), the official server,
     * a {@code temporal} program. The in-memory service is taken only when it was asked for.
     *
     * @param inMemoryCommand starts the in-memory service on the port appended to it
     * @throws StartFailed naming the ways when none of them is open
     */
    public static TemporalService choose(Map<String, String> environment, Path data, Ports ports, boolean inMemory, List<String> inMemoryCommand,
            Progress progress) throws IOException, StartFailed, InterruptedException {
        String given = environment.getOrDefault("TEMPORAL_ADDRESS", "");
        if (!given.isEmpty()) {
            progress.say("Temporal: the service at " + given);
            TemporalNamespace.ensure(given, true);
            return new TemporalService(List.of(), given, environment.get("TEMPORAL_UI_ADDRESS"));
        }
        String address = "127.0.0.1:" + ports.of(NAME);
        if (inMemory) {
            progress.say("Temporal: in memory. It forgets every workflow when it stops, grows until then, has no web interface and lists nothing.");
            return new TemporalService(List.of(new InMemoryTemporalPart(address, inMemoryCommand)), address, null);
        }
        String ui = "http://127.0.0.1:" + ports.of(UI_NAME);
        Path cache = Commands.cache().resolve("bin");
        Optional<Path> go = Commands.onPath("go");
        if (go.isPresent() || GoProgram.areAllBuilt(cache)) {
            return new TemporalService(
                    List.of(new TemporalServerPart(data, cache, ports), new TemporalUiPart(data, cache, address, ports.of(UI_NAME))),
                    address, ui);
        }
        Optional<Path> program = Commands.onPath("temporal");
        if (program.isPresent()) {
            progress.say("Temporal: the development server of " + program.get());
            return new TemporalService(List.of(new TemporalProgramPart(program.get(), data, ports)), address, ui);
        }
        throw new StartFailed("""
                Temporal is missing. One of these brings it:
                  - TEMPORAL_ADDRESS=host:port names a running service;
                  - Go 1.26 or later on the PATH: the official server and its UI are then built once, in some minutes;
                  - the `temporal` command line tool on the PATH;
                  - `--in-memory` runs a substitute that forgets everything when it stops, has no web interface and lists nothing.""");
    }
}
