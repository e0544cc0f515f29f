package dev.perennial.e2e.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the project. */
final class Project {
    private static final String LANDMARK = "docker-compose.yml";
    private static final Path ROOT = root();

    private Project() {}

    static Path file(String path) { return ROOT.resolve(path); }

    static String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(LANDMARK))) {
                return folder;
            }
        }
        throw new IllegalStateException("the tests run outside the project: no " + LANDMARK + " in any folder above");
    }
}
