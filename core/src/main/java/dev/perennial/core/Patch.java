package dev.perennial.core;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a partial change says about one field: leave it, clear it, or replace it. Absent and {@code null} are two different wishes. */
public sealed interface Patch<T> {
    /** The field was not sent. */
    record Keep<T>() implements Patch<T> {}

    /** The field was sent as {@code null}. */
    record Clear<T>() implements Patch<T> {}

    /** The field was sent with a value. */
    record Replace<T>(T value) implements Patch<T> {
        public Replace { requireNonNull(value, "value"); }
    }

    /** The wish to leave the field as it is. */
    static <T> Patch<T> keep() {
        return new Keep<>();
    }

    /** The wish to empty the field. */
    static <T> Patch<T> clear() {
        return new Clear<>();
    }

    /** The wish to give the field this value. */
    static <T> Patch<T> replace(T value) {
        return new Replace<>(value);
    }

    /** The field after the change, when it was {@code current} before. */
    default @Nullable T appliedTo(@Nullable T current) {
        return switch (this) {
            case Keep<T> _ -> current;
            case Clear<T> _ -> null;
            case Replace<T>(T value) -> value;
        };
    }

    /** The same wish about a converted value. */
    default <R> Patch<R> map(Function<T, R> conversion) {
        return switch (this) {
            case Keep<T> _ -> keep();
            case Clear<T> _ -> clear();
            case Replace<T>(T value) -> replace(conversion.apply(value));
        };
    }
}
