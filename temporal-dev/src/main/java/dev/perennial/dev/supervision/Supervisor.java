package dev.perennial.dev.supervision;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Starts the parts of a stack, keeps them alive and stops them in reverse order. */
public final class Supervisor {
    private final List<Keeper> keepers;
    private final Pids pids;
    private final Progress progress;
    private final CompletableFuture<Void> failure = new CompletableFuture<>(); // completed by the first part that is given up

    /**
     * @param data folder of logs and pids
     * @param parts in the order of their start; a part may need only parts before it
     * @param changed runs whenever a pid is another one
     */
    public Supervisor(Path data, List<Part> parts, Progress progress, Runnable changed) {
        this.progress = progress;
        pids = new Pids(data);
        Map<String, Keeper> byName = new LinkedHashMap<>();
        for (Part part : parts) {
            List<Keeper> needed = part.needs().stream().filter(byName::containsKey).map(name -> requireNonNull(byName.get(name)))
                    .toList();
            byName.put(part.name(), new Keeper(part, needed, new PartLog(data, part.name()), progress, pids, changed, failure));
        }
        keepers = List.copyOf(byName.values());
    }

    /**
     * Starts all parts and returns when each has answered.
     *
     * @throws StartFailed telling which part cannot start and why; the others are still running then
     */
    public void start() throws StartFailed, InterruptedException {
        keepers.forEach(Keeper::start);
        CompletableFuture<Void> allReady = CompletableFuture.allOf(keepers.stream().map(Keeper::ready).toArray(CompletableFuture<?>[]::new));
        await(CompletableFuture.anyOf(allReady, failure));
    }

    /**
     * Returns when the supervisor was stopped.
     *
     * @throws StartFailed when a part was given up
     */
    public void awaitEnd() throws StartFailed, InterruptedException {
        CompletableFuture<Void> allEnded = CompletableFuture.allOf(keepers.stream().map(Keeper::ended).toArray(CompletableFuture<?>[]::new));
        await(CompletableFuture.anyOf(failure, allEnded));
    }

    /** Stops all parts, the last one first, and returns when they are gone. Stopping twice does no harm. */
    public synchronized void stop() throws InterruptedException {
        List<IOException> failures = new ArrayList<>();
        for (Keeper keeper : keepers.reversed()) {
            try {
                keeper.stop();
            } catch (IOException failed) {
                failures.add(failed);
            }
        }
        try {
            if (failures.isEmpty()) {
                pids.clear();
            }
        } catch (IOException failed) {
            failures.add(failed);
        }
        failures.forEach(failed -> progress.say("not stopped cleanly: " + failed.getMessage()));
    }

    /** The pid of each part that was started, the latest one. */
    public Map<String, Long> pids() { return pids.current(); }

    /** The parts, in the order of their start. */
    public List<Part> parts() { return keepers.stream().map(Keeper::part).toList(); }

    private static void await(CompletableFuture<?> outcome) throws StartFailed, InterruptedException {
        try {
            outcome.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StartFailed why) {
                throw why;
            }
            throw new IllegalStateException("the supervisor has failed", failed.getCause());
        }
    }
}
