package dev.perennial.e2e.compose;

import dev.perennial.core.settings.InvalidSettings;
import dev.perennial.core.settings.Settings;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The variables an installation is configured with, as the code has them. */
final class Variables {
    private static final Pattern MISSING = Pattern.compile("(" + Settings.PREFIX + "[A-Z_]+) is missing");

    private Variables() {}

    /** Every variable: one for each component of the settings. */
    static NavigableSet<String> names() {
        NavigableSet<String> names = new TreeSet<>();
        Arrays.stream(Settings.class.getRecordComponents()).map(Variables::name).forEach(names::add);
        return names;
    }

    /** Those without a default. */
    static NavigableSet<String> required() {
        NavigableSet<String> required = new TreeSet<>();
        MISSING.matcher(complaintsAbout(Map.of())).results().map(found -> found.group(1)).forEach(required::add);
        return required;
    }

    /** What every variable that is not required is without being set. */
    static NavigableMap<String, String> defaults() throws ReflectiveOperationException {
        Map<String, String> least = new HashMap<>();
        required().forEach(name -> least.put(name, ComposeFile.GIVEN));
        Settings settings = Settings.of(least);
        NavigableMap<String, String> defaults = new TreeMap<>();
        for (RecordComponent component : Settings.class.getRecordComponents()) {
            if (!least.containsKey(name(component))) {
                Object value = component.getAccessor().invoke(settings);
                defaults.put(name(component), value instanceof List<?> list && list.isEmpty() ? "" : String.valueOf(value));
            }
        }
        return defaults;
    }

    /** What the start says when it is refused for this environment. */
    static String complaintsAbout(Map<String, String> environment) {
        try {
            throw new AssertionError("accepted: " + Settings.of(environment));
        } catch (InvalidSettings refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static String name(RecordComponent component) {
        return Settings.PREFIX + component.getName().replaceAll("(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
