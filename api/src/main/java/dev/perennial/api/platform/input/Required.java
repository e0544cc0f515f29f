package dev.perennial.api.platform.input;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A field that has to be there. Its value can be asked for only where the object is built: not before every field was right. */
public final class Required<T> implements Supplier<T> {
    private final @Nullable T value;

    Required(@Nullable T value) { this.value = value; }

    /** The value for a check between fields; nothing when it was missing or wrong, which is reported already. */
    public Optional<T> sent() {
        return Optional.ofNullable(value);
    }

    /** The value that was sent. */
    @Override
    public T get() {
        if (value == null) {
            throw new IllegalStateException("a field was asked for its value before the request was known to be right");
        }
        return value;
    }
}
