package dev.perennial.api.platform.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.core.address.EmailAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types of the wire. Meant to be imported statically: {@code in.required("name", text().trimmed().length(3, 64))}. */
public final class Values {
    private static final Map<String, Boolean> BOOLEANS = Map.of("true", true, "1", true, "false", false, "0", false);

    private Values() {}

    /** A string. */
    public static Text text() {
        return Text.ANY;
    }

    /** A whole number of 32 bits. */
    public static Whole whole() {
        return Whole.ANY;
    }

    /** An exact decimal number, as a JSON number or a string. */
    public static Decimal decimal() {
        return Decimal.ANY;
    }

    /** A boolean; in a query also {@code 1} and {@code 0}. */
    public static Value<Boolean> bool() {
        return new Value<>() {
            @Override
            @Nullable
            Boolean read(Spot spot) {
                JsonNode node = spot.node();
                if (node.isBoolean()) {
                    return node.booleanValue();
                }
                if (!node.isTextual()) {
                    return spot.refuse("bool_type", "A boolean is expected here.");
                }
                Boolean parsed = spot.isText() ? BOOLEANS.get(node.textValue().toLowerCase(Locale.ROOT)) : null;
                return parsed != null ? parsed : spot.refuse("bool_parsing", "A boolean is expected here, not '" + node.textValue() + "'.");
            }

            @Override
            ObjectNode describe() { return Schemas.of("boolean"); }
        };
    }

    /** An id: a UUID of version 4. */
    public static Value<UUID> uuid() {
        return scalar("uuid_type", "A UUID is expected here.", Formats::uuid).described("format", "uuid4");
    }

    /** A point in time with its offset, kept to the microsecond. */
    public static Value<Instant> timestamp() {
        return scalar("datetime_type", "A date and time is expected here.", Formats::instant).described("format", "date-time");
    }

    /** A day of the calendar. */
    public static Value<LocalDate> calendarDate() {
        return scalar("date_type", "A date is expected here.", Formats::date).described("format", "date");
    }

    /** An e-mail address that is looked for, in its one spelling (INP-7); what is no address finds nothing. */
    public static Value<String> soughtEmailAddress() {
        return text().map(EmailAddress::sought);
    }

    /** An e-mail address of sound form, in its one spelling (INP-7). Whether the domain takes mail is a question for the domain. */
    public static Value<String> emailAddress() {
        return scalar("string_type", "A string is expected here.", Formats::email).described("format", "email");
    }

    /** A constant of the enum, by its name in lower case. */
    public static <E extends Enum<E>> Value<E> oneOf(Class<E> type) {
        return oneOf(type, constant -> constant.name().toLowerCase(Locale.ROOT));
    }

    /** A constant of the enum, by a wire name of its own. */
    public static <E extends Enum<E>> Value<E> oneOf(Class<E> type, Function<E, String> wire) {
        Map<String, E> byName = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            byName.put(wire.apply(constant), constant);
        }
        return oneOf(byName);
    }

    /** One of the named values. */
    public static <T> Value<T> oneOf(Map<String, T> byName) {
        String expected = byName.keySet().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return new Value<>() {
            @Override
            @Nullable
            T read(Spot spot) {
                T known = spot.node().isTextual() ? byName.get(spot.node().textValue()) : null;
                return known != null ? known : spot.refuse("enum", "One of " + expected + " is expected here.", Map.of("expected", expected));
            }

            @Override
            ObjectNode describe() { return Schemas.oneOf(byName.keySet()); }
        };
    }

    /** Exactly this string. */
    public static Value<String> literal(String only) {
        return new Value<>() {
            @Override
            @Nullable
            String read(Spot spot) {
                return spot.node().isTextual() && spot.node().textValue().equals(only)
                        ? only
                        : spot.refuse("literal_error", "Only '" + only + "' is possible here.", Map.of("expected", "'" + only + "'"));
            }

            @Override
            ObjectNode describe() { return Schemas.of("string").put("const", only); }
        };
    }

    /** A list of values of one type. */
    public static <T> ListOf<T> listOf(Value<T> element) {
        return new ListOf<>(element, 0, Integer.MAX_VALUE);
    }

    /** An object of one shape. */
    public static <T> Value<T> objectOf(Shape<T> shape) {
        return new ObjectOf<>(shape);
    }

    /** An object of one shape where it has the field, another value where it has not. */
    public static <T> Value<T> having(String field, Shape<? extends T> shape, Value<? extends T> otherwise) {
        Value<? extends T> with = new ObjectOf<>(shape);
        return new Value<>() {
            @Override
            @Nullable
            T read(Spot spot) { return spot.node().has(field) ? with.read(spot) : otherwise.read(spot); }

            @Override
            ObjectNode describe() { return Schemas.anyOf(List.of(with.describe(), otherwise.describe())); }
        };
    }

    /** The metadata of an object: at most 50 keys, each with a string, a whole number, a decimal number or a boolean. */
    public static Value<Map<String, Object>> metadataMap() {
        return Metadata.VALUE;
    }

    /** Answers to custom fields, by slug. */
    public static Value<Map<String, @Nullable Object>> answers() {
        return Answers.VALUE;
    }

    /** A number of bytes from one to another, both included. */
    public static Value<Long> byteCount(long least, long most) {
        return new ByteCount(least, most);
    }

    /** Any JSON value, for what the product only keeps. */
    public static Value<JsonNode> anyJson() {
        return new Value<>() {
            @Override
            JsonNode read(Spot spot) {
                return spot.node();
            }

            @Override
            ObjectNode describe() { return Schemas.any(); }
        };
    }

    /** A value whose JSON form is a string. */
    private static <T> Value<T> scalar(String wrongType, String expectation, BiFunction<String, Spot, @Nullable T> parse) {
        return new Value<>() {
            @Override
            @Nullable
            T read(Spot spot) {
                return spot.node().isTextual() ? parse.apply(spot.node().textValue(), spot) : spot.refuse(wrongType, expectation);
            }

            @Override
            ObjectNode describe() { return Schemas.of("string"); }
        };
    }
}
