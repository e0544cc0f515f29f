package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A type of the wire with its bounds: reads what was sent, or reports why it cannot. Immutable, made by {@link Values}, to be kept in constants
 * and shared by the operations that know the same field.
 */
public abstract class Value<T> {
    Value() {}

    /** Reads a value that was sent and is not {@code null}. Nothing comes back when a problem was reported, or when the value means "none". */
    abstract @Nullable T read(Spot spot);

    /** What is read here, as a JSON schema of its own to be added to. */
    abstract ObjectNode describe();

    /**
     * The value converted. An {@link IllegalArgumentException} of the conversion is a {@code value_error} with its message.
     *
     * @param conversion such as the factory of a domain type
     */
    public final <R> Value<R> map(Function<T, R> conversion) {
        Value<T> source = this;
        return new Value<>() {
            @Override
            @Nullable
            R read(Spot spot) {
                T value = source.read(spot);
                if (value == null) {
                    return null;
                }
                try {
                    return conversion.apply(value);
                } catch (IllegalArgumentException refused) {
                    String reason = refused.getMessage();
                    return spot.refuseValue(reason == null ? "it is not valid" : reason);
                }
            }

            @Override
            ObjectNode describe() { return source.describe(); }
        };
    }

    /**
     * The value, with a keyword its schema cannot know from how it is read.
     *
     * @param keyword of JSON schema, such as {@code format}
     */
    public final Value<T> described(String keyword, Object as) {
        Value<T> source = this;
        return new Value<>() {
            @Override
            @Nullable
            T read(Spot spot) { return source.read(spot); }

            @Override
            ObjectNode describe() { return source.describe().putPOJO(keyword, as); }
        };
    }

    /**
     * The value, refused with a {@code value_error} unless it passes.
     *
     * @param text what is wrong otherwise, for people
     */
    public final Value<T> must(Predicate<T> check, String text) {
        return map(value -> {
            if (!check.test(value)) {
                throw new IllegalArgumentException(text);
            }
            return value;
        });
    }

    /** The value, where an empty string means that there is none, as forms send it. */
    public final Value<T> emptyAsNull() {
        Value<T> source = this;
        return new Value<>() {
            @Override
            @Nullable
            T read(Spot spot) {
                return spot.node().isTextual() && spot.node().textValue().isEmpty() ? null : source.read(spot);
            }

            @Override
            ObjectNode describe() { return source.describe(); }
        };
    }
}
