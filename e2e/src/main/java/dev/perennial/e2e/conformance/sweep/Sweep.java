package dev.perennial.e2e.conformance.sweep;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.e2e.clients.Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Calls the running stack through every client and judges what came. */
public final class Sweep {
    private static final long MINUTES = 15;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Clients clients;
    private final Path contract;
    private final Path stack;
    private final Path out;

    /**
     * @param contract the published document
     * @param stack the file that tells where the running stack is
     * @param out a folder for the scripts and what they record
     */
    public Sweep(Clients clients, Path contract, Path stack, Path out) {
        this.clients = clients;
        this.contract = contract;
        this.stack = stack;
        this.out = out;
    }

    /**
     * Runs the sweep.
     *
     * @param implemented ids of the contract's operations that there should be an answer of
     * @throws IOException when a script fails; what it said is printed
     */
    public Judgement run(Set<String> implemented) throws IOException, InterruptedException {
        Path scripts = clients.scripts(out.resolve("scripts")).resolve("conformance");
        Path operations = out.resolve("implemented.json");
        mapper.writeValue(operations.toFile(), implemented);
        Path python = clients.pythonPrograms().resolve("python");
        script(List.of("node", scripts.resolve("sweep.mjs").toString(), stack.toString(), contract.toString(), operations.toString(),
                out.toString()));
        script(List.of(python.toString(), scripts.resolve("decode.py").toString(), out.toString()));
        return Judgement.of(Contract.read(contract), implemented, lines("exchanges", Answer.class), lines("events", Event.class),
                lines("problems", Problem.class));
    }

    private static void script(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(String.join(" ", command) + " was not done after " + MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " ended with exit code " + process.exitValue());
            }
        } finally {
            process.destroy();
        }
    }

    private <T> List<T> lines(String name, Class<T> type) throws IOException {
        List<T> read = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve(name + ".jsonl"))) {
            read.add(mapper.readValue(line, type));
        }
        return read;
    }
}
