package dev.perennial.dev.supervision;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** One process of a stack: how it is prepared, started, found healthy and stopped. */
public interface Part {
    /** The name in messages, log files and the list of processes. */
    String name();

    /** Names of the parts that must answer before this one starts; names outside the stack are ignored. */
    default Set<String> needs() {
        return Set.of();
    }

    /**
     * Work to be done once, before the first start: unpack, build, create files.
     *
     * @throws IOException saying what is missing
     */
    default void prepare(Progress progress) throws IOException, InterruptedException {}

    /**
     * The command of the next start. Output and input are set by the supervisor, and the process must not fork: its pid is the part's.
     *
     * @throws IOException when something the command needs cannot be written or found
     */
    ProcessBuilder command() throws IOException;

    /** What answers when the part is well, of a kind {@link Health} knows. */
    URI health();

    /**
     * Runs after each start, when the part answers; only then do those that need it start.
     *
     * @throws IOException when the part is of no use like this: it is stopped and started again
     */
    default void answering(Progress progress) throws IOException, InterruptedException {}

    /** How long a start may take before it counts as failed. */
    default Duration startsWithin() { return Duration.ofSeconds(60); }

    /** How long the part may take to stop before it is killed. */
    default Duration stopsWithin() { return Duration.ofSeconds(10); }

    /** How often the very first start is tried before the stack gives up; later the part is restarted for ever. */
    default int firstAttempts() {
        return 2;
    }

    /** The signal that asks the process to end, without "SIG". */
    default String stopSignal() { return "TERM"; }
}
