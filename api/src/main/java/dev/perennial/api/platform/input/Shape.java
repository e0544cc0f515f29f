package dev.perennial.api.platform.input;

import java.util.function.Supplier;

/**
 * How an object is read: names its fields, and returns how to build it. The building runs only when every field was right, so it may rely on them;
 * normally a method reference to a static {@code read(Fields)} of the input record.
 */
@FunctionalInterface
public interface Shape<T> {
    Supplier<? extends T> read(Fields in);
}
