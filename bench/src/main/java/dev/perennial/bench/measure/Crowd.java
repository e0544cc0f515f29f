package dev.perennial.bench.measure;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does the same thing many times, several at once. */
public final class Crowd {
    private Crowd() {}

    /**
     * Runs the job for each number below the count and answers the results in that order.
     *
     * @param atOnce how many run at the same time
     * @throws IllegalStateException when one fails; those that have not begun are dropped
     */
    public static <T> List<T> each(int count, int atOnce, IntFunction<T> job) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            List<Future<T>> running = IntStream.range(0, count).mapToObj(number -> threads.submit(() -> job.apply(number))).toList();
            try {
                for (Future<T> each : running) {
                    each.get();
                }
            } catch (ExecutionException failed) {
                threads.shutdownNow();
                Throwable cause = failed.getCause() == null ? failed : failed.getCause();
                throw new IllegalStateException(cause.toString(), cause);
            }
            return running.stream().map(Future::resultNow).toList();
        }
    }
}
