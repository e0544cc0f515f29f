package dev.perennial.dev.supervision;

/** Where a person reads what is going on, one line at a time. */
@FunctionalInterface
public interface Progress {
    void say(String line);
}
