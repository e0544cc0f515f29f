package dev.perennial.dev.supervision;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The life of one part: started, found healthy, waited for, started again, until it is told to stop. */
final class Keeper {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration STABLE = Duration.ofSeconds(30);
    private static final long PROBE_EVERY_MILLIS = 50;

    private final Part part;
    private final List<Keeper> needed;
    private final PartLog log;
    private final Progress progress;
    private final Pids pids;
    private final Runnable changed;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> failure;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private boolean stopping;
    private @Nullable Process process;

    Keeper(Part part, List<Keeper> needed, PartLog log, Progress progress, Pids pids, Runnable changed, CompletableFuture<Void> failure) {
        this.failure = failure;
        this.part = part;
        this.needed = needed;
        this.log = log;
        this.progress = progress;
        this.pids = pids;
        this.changed = changed;
        thread = Thread.ofVirtual().name("keeper-" + part.name()).unstarted(this::live);
    }

    void start() { thread.start(); }

    /** Done when the part has answered for the first time. */
    CompletableFuture<Void> ready() { return ready; }

    /** Done when nobody looks after the part any more: it was told to stop or given up. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    Part part() { return part; }

    void stop() throws IOException, InterruptedException {
        Optional<Process> running = takeForStop();
        thread.interrupt();
        if (running.isPresent()) {
            Pids.end(running.get().toHandle(), part.stopSignal(), part.stopsWithin());
        }
        if (thread.getState() != Thread.State.NEW) {
            thread.join();
        }
    }

    private void live() {
        try {
            for (Keeper other : needed) {
                other.ready.get();
            }
            part.prepare(line -> progress.say(part.name() + ": " + line));
            keepAlive();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // Told to stop: the thread ends here.
        } catch (ExecutionException needless) {
            failure.completeExceptionally(needless);
        } catch (IOException failed) {
            failure.completeExceptionally(new StartFailed(part.name() + " cannot start: " + failed.getMessage(), failed));
        } catch (StartFailed | RuntimeException | Error failed) {
            failure.completeExceptionally(failed);
        } finally {
            ended.complete(null);
        }
    }

    private void keepAlive() throws IOException, InterruptedException, StartFailed {
        Duration pause = SHORTEST_PAUSE;
        for (int attempt = 1;; attempt++) {
            long start = System.nanoTime();
            Optional<Process> launched = launch();
            if (launched.isEmpty()) {
                return;
            }
            Process current = launched.get();
            Optional<String> trouble = awaitReady(current);
            if (trouble.isEmpty()) {
                progress.say(String.format("%-15s ready after %.1f s", part.name(), since(start).toMillis() / 1000.0));
                ready.complete(null);
                int exit = current.waitFor();
                trouble = Optional.of("ended with exit code " + exit);
            }
            if (isStopping()) {
                return;
            }
            String message = part.name() + " " + trouble.orElseThrow();
            if (!ready.isDone() && attempt >= part.firstAttempts()) {
                throw new StartFailed(message + "; " + log.end());
            }
            pause = since(start).compareTo(STABLE) > 0 ? SHORTEST_PAUSE : pause;
            progress.say(message + ", starting it again");
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Waits until the part is of use; what is wrong when it will not be, and then it is gone. */
    private Optional<String> awaitReady(Process current) throws InterruptedException, IOException {
        long start = System.nanoTime();
        while (!Health.answers(part.health())) {
            if (current.waitFor(PROBE_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                return Optional.of("ended with exit code " + current.exitValue() + " before it was ready");
            }
            if (since(start).compareTo(part.startsWithin()) > 0) {
                Pids.end(current.toHandle(), part.stopSignal(), part.stopsWithin());
                return Optional.of("did not answer at " + part.health() + " within " + part.startsWithin().toSeconds() + " s");
            }
        }
        try {
            part.answering(line -> progress.say(part.name() + ": " + line));
            return Optional.empty();
        } catch (IOException useless) {
            Pids.end(current.toHandle(), part.stopSignal(), part.stopsWithin());
            return Optional.of("is not usable: " + useless.getMessage());
        }
    }

    private synchronized Optional<Process> launch() throws IOException {
        if (stopping) {
            return Optional.empty();
        }
        ProcessBuilder command = part.command();
        Process started = command.redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(log.nextRun()).start();
        process = started;
        pids.put(part.name(), Pids.Entry.of(started.toHandle(), part.stopSignal()));
        changed.run();
        return Optional.of(started);
    }

    private synchronized Optional<Process> takeForStop() {
        stopping = true;
        return Optional.ofNullable(process).filter(Process::isAlive);
    }

    private synchronized boolean isStopping() { return stopping; }

    private static Duration since(long nanos) { return Duration.ofNanos(System.nanoTime() - nanos); }
}
