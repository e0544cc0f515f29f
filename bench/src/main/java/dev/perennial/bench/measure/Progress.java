package dev.perennial.bench.measure;

/** Tells a waiting person what is being done. */
@FunctionalInterface
public interface Progress {
    void say(String line);
}
