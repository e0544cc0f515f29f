package dev.perennial.api.platform.document;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The names the constants of the domain's enums have on the wire: what they say themselves, else their name in lower case. */
final class WireNames {
    private WireNames() {}

    static List<String> of(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(constant -> nameOf(type, constant)).toList();
    }

    private static String nameOf(Class<?> type, Enum<?> constant) {
        try {
            return (String) type.getMethod("wire").invoke(constant);
        } catch (NoSuchMethodException _) {
            return constant.name().toLowerCase(Locale.ROOT);
        } catch (IllegalAccessException | InvocationTargetException failed) {
            throw new IllegalStateException("the wire name of " + constant + " cannot be asked for", failed);
        }
    }
}
