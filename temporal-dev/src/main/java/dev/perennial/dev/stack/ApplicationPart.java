package dev.perennial.dev.stack;

import dev.perennial.dev.supervision.Commands;
import dev.perennial.dev.supervision.Part;
import dev.perennial.dev.supervision.Progress;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process of the product itself, configured by its environment alone.
 *
 * @param settings its whole configuration: variables of the caller with the same prefix are not handed on
 * @param whenAnswering what is done each time it has started
 */
record ApplicationPart(String name, Set<String> needs, List<String> program, Map<String, String> settings, URI health,
        Step whenAnswering) implements Part {
    static final String SETTINGS = "PERENNIAL_";

    /** A step that may fail, and then the part is of no use. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    @Override
    public ProcessBuilder command() {
        ProcessBuilder builder = Commands.inOwnSession(program, variable -> variable.startsWith(SETTINGS));
        builder.environment().putAll(settings);
        return builder;
    }

    @Override
    public void answering(Progress progress) throws IOException, InterruptedException {
        whenAnswering.run();
    }
}
