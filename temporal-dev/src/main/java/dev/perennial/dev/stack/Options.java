package dev.perennial.dev.stack;

import dev.perennial.dev.supervision.StartFailed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was typed.
 *
 * @param data absolute path of the data folder
 * @param apiPort port of the API
 */
record Options(String command, Path data, int apiPort, boolean detach, boolean inMemory) {
    private static final int USUAL_PORT = 8000;
    private static final Map<String, List<String>> KNOWN = Map.of("up", List.of("--data", "--port", "--detach", "--in-memory"), "down",
            List.of("--data"),
            "status", List.of("--data"), "owner", List.of("--data"), "cases", List.of("--data"));

    /**
     * Reads a command line.
     *
     * @param home the project's folder, beneath which the data is kept by default
     * @throws StartFailed naming what is wrong
     */
    static Options of(List<String> arguments, Path home) throws StartFailed {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> known = KNOWN.get(command);
        if (known == null) {
            throw new StartFailed("unknown command '" + command + "'");
        }
        Path data = home.resolve(".perennial");
        int port = USUAL_PORT;
        List<String> flags = new ArrayList<>();
        for (int index = 1; index < arguments.size(); index++) {
            String option = arguments.get(index);
            if (!known.contains(option)) {
                throw new StartFailed("`" + command + "` has no option '" + option + "'");
            }
            switch (option) {
                case "--data" -> data = Path.of(valueAt(arguments, ++index, option));
                case "--port" -> port = port(valueAt(arguments, ++index, option));
                default -> flags.add(option);
            }
        }
        return new Options(command, data.toAbsolutePath().normalize(), port, flags.contains("--detach"), flags.contains("--in-memory"));
    }

    private static String valueAt(List<String> arguments, int index, String option) throws StartFailed {
        if (index >= arguments.size()) {
            throw new StartFailed(option + " needs a value");
        }
        return arguments.get(index);
    }

    private static int port(String text) throws StartFailed {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw new StartFailed("--port must be a number from 1 to 65535, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
