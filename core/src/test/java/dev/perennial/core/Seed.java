package dev.perennial.core;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Randomness for property tests that can be repeated: a failure names its seed, {@code -Dperennial.seed=…} plays it again. */
public final class Seed {
    private Seed() {}

    /** Runs a property once, usually under {@code @RepeatedTest}. */
    public static void run(Consumer<RandomGenerator> property) {
        long seed = Long.getLong("perennial.seed", ThreadLocalRandom.current().nextLong());
        try {
            property.accept(new Random(seed));
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError("failed with -Dperennial.seed=" + seed, failed);
        }
    }

    /** One of these, each as likely as the others. */
    public static <T> T pick(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
