package dev.perennial.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does the same thing many times, several at once. */
public final class Crowd {
    private static final long SEED = 20_261_001;
    private static final double NANOS_PER_SECOND = 1e9;

    private Crowd() {}

    /**
     * Runs the job for each number below the count and answers the results in that order.
     *
     * @param atOnce how many run at the same time
     * @throws IllegalStateException when one fails; those that have not begun are dropped
     */
    public static <T> List<T> each(int count, int atOnce, IntFunction<T> job) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            return results(threads, IntStream.range(0, count).mapToObj(number -> threads.submit(() -> job.apply(number))).toList());
        }
    }

    /**
     * Begins the job for each number below the count at random moments, however many are under way then, and answers the results in that order. The moments
     * are the same in every run: gaps between independent arrivals, drawn from one seed.
     *
     * @param perSecond how many arrive in a second, on average
     * @throws IllegalStateException when one fails
     */
    public static <T> List<T> arriving(int count, double perSecond, IntFunction<T> job) throws InterruptedException {
        var random = new Random(SEED);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            long next = System.nanoTime();
            for (int i = 0; i < count; i++) {
                int number = i;
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                running.add(threads.submit(() -> job.apply(number)));
                next += (long) (-Math.log(1 - random.nextDouble()) / perSecond * NANOS_PER_SECOND);
            }
            return results(threads, running);
        }
    }

    private static <T> List<T> results(ExecutorService threads, List<Future<T>> running) throws InterruptedException {
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
