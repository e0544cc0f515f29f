package dev.perennial.dev.stack;

import dev.perennial.dev.supervision.StartFailed;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands for the Java programs of the project, on the Java that runs this one. */
record JavaPrograms(Path home) {
    private static final List<String> ALWAYS = List.of("-Xshare:auto", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow", "-Dfile.encoding=UTF-8", "-Duser.timezone=UTC");

    /**
     * A program from our own class path, which is small and spends little time computing: the optimizing compiler would use more of the machine than what it
     * makes faster.
     */
    static List<String> own(String mainClass, int heapMegabytes, String... arguments) {
        return command(System.getProperty("java.class.path"), mainClass,
                List.of("-Xmx" + heapMegabytes + "m", "-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=perennial-dev-logback.xml"),
                List.of(arguments));
    }

    /**
     * A program of another module, from its packaged jar.
     *
     * @throws StartFailed when the module is not built
     */
    List<String> module(String module, String mainClass, int heapMegabytes) throws IOException, StartFailed {
        Path target = home.resolve(module).resolve("target");
        List<String> jars = new ArrayList<>();
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(target, "perennial-" + module + "-[0-9]*.jar")) {
                found.forEach(jar -> jars.add(jar.toString()));
            }
        }
        jars.removeIf(jar -> jar.endsWith("-sources.jar") || jar.endsWith("-tests.jar"));
        if (jars.size() != 1) {
            throw new StartFailed(
                    target + " holds " + jars.size() + " jars of perennial-" + module + " instead of one; `mvn clean package -DskipTests` makes it");
        }
        return command(jars.getFirst() + File.pathSeparator + target.resolve("lib") + File.separator + "*", mainClass,
                List.of("-Xmx" + heapMegabytes + "m"), List.of());
    }

    private static List<String> command(String classPath, String mainClass, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ALWAYS);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }
}
