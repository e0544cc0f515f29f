package dev.perennial.dev.temporal;

import dev.perennial.dev.supervision.Commands;
import dev.perennial.dev.supervision.Part;
import dev.perennial.dev.supervision.Progress;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The SDK's in-memory service: no file, no namespaces, no list; search attributes have to be told again after each start. */
final class InMemoryTemporalPart implements Part {
    private final String address;
    private final List<String> command;

    InMemoryTemporalPart(String address, List<String> command) {
        this.address = address;
        this.command = command;
    }

    @Override
    public String name() {
        return TemporalService.NAME;
    }

    @Override
    public URI health() {
        return URI.create("tcp://" + address);
    }

    @Override
    public ProcessBuilder command() {
        List<String> whole = new ArrayList<>(command);
        whole.add(address.substring(address.lastIndexOf(':') + 1));
        return Commands.inOwnSession(whole, variable -> variable.startsWith("TEMPORAL_"));
    }

    @Override
    public void answering(Progress progress) throws IOException, InterruptedException {
        TemporalNamespace.ensure(address, false);
    }
}
