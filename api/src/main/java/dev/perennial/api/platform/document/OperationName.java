package dev.perennial.api.platform.document;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import dev.perennial.api.platform.access.Operations;
import io.micronaut.inject.ExecutableMethod;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an operation is called.
 *
 * @param id such as {@code customers:get_state}
 * @param tag the resource, such as {@code customers}
 */
record OperationName(String id, String tag, String summary) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

    static OperationName of(Operations.Operation operation, ExecutableMethod<?, ?> method) {
        List<String> resources = Stream.of(operation.path().split("/")).skip(1)
                .filter(step -> !step.isEmpty() && !step.startsWith("{") && !step.equals("v1"))
                .toList();
        String root = resources.isEmpty() ? "root" : resources.getFirst();
        String declared = method.stringValue(Operation.class).orElse("");
        String id = declared.isEmpty() ? root + ":" + NAMES.translate(method.getMethodName()) : declared;
        int last = id.lastIndexOf(':');
        String tag = last < 0 ? root : id.substring(0, last);
        String summary = method.stringValue(Operation.class, "summary").filter(text -> !text.isEmpty()).orElseGet(() -> sentence(tag, id));
        return new OperationName(id, tag, summary);
    }

    private static String sentence(String tag, String id) {
        String what = words(tag.substring(tag.lastIndexOf(':') + 1));
        String verb = words(id.substring(id.lastIndexOf(':') + 1));
        String one = verb.equals("list") || !what.endsWith("s") ? what : what.substring(0, what.length() - 1);
        String text = verb.contains(" ") ? verb + " (" + what + ")" : verb + " " + one;
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** A variable of a path as it is written on the wire. */
    static String variable(String name) {
        return NAMES.translate(name);
    }

    /** A path with its variables as they are written on the wire. */
    static String path(Operations.Operation operation) {
        return VARIABLE.matcher(operation.path()).replaceAll(found -> "{" + variable(found.group(1)) + "}");
    }

    private static String words(String name) {
        return name.replace('_', ' ').replace('-', ' ');
    }
}
