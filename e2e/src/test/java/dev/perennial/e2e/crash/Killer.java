package dev.perennial.e2e.crash;

import dev.perennial.dev.stack.StackFile;
import dev.perennial.e2e.stack.LocalStackForTests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kills the stack's processes in turn, without warning, until it has done so often enough or is told to stop. */
final class Killer implements AutoCloseable {
    private static final List<String> TURN = List.of("worker", "api", "temporal", "postgres");
    private static final Duration BETWEEN = Duration.ofSeconds(7);

    private final LocalStackForTests stack;
    private final List<String> killed = new ArrayList<>();
    private final Thread thread;

    Killer(LocalStackForTests stack, int rounds) {
        this.stack = stack;
        this.thread = Thread.ofVirtual().start(() -> kill(rounds * TURN.size()));
    }

    private void kill(int times) {
        try {
            for (int i = 0; i < times; i++) {
                Thread.sleep(BETWEEN);
                strike(TURN.get(i % TURN.size()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Told to stop.
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private void strike(String name) throws IOException {
        StackFile file = stack.read();
        Optional<ProcessHandle> victim = Optional.ofNullable(file.processes().get(name)).flatMap(process -> ProcessHandle.of(process.pid()));
        if (victim.isPresent() && victim.get().destroyForcibly()) {
            synchronized (killed) {
                killed.add(name);
            }
        }
    }

    /** What was killed, in turn. */
    List<String> killed() {
        synchronized (killed) {
            return List.copyOf(killed);
        }
    }

    /** Waits until every turn is over. */
    void awaitEnd() throws InterruptedException { thread.join(); }

    @Override
    public void close() { thread.interrupt(); }
}
