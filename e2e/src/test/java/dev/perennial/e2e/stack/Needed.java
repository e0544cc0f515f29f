package dev.perennial.e2e.stack;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.perennial.dev.supervision.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a test needs from the machine. Where it is missing the test is skipped and says so; on a build server it fails. */
public final class Needed {
    private Needed() {}

    /** Programs that must be on the PATH. */
    public static void programs(String... names) {
        for (String name : names) {
            need(Commands.onPath(name).isPresent(), name + " is not on the PATH");
        }
    }

    /** The published document beside the project. */
    public static void contract() {
        Path document = LocalStackForTests.home().resolve("../shared/contract/openapi-2026-10.json").normalize();
        need(Files.exists(document), "the published document is not at " + document);
    }

    /** A Temporal service that keeps its data, from any of the places where {@code up} looks for one. */
    static void temporal() throws IOException {
        boolean there = System.getenv("TEMPORAL_ADDRESS") != null || Commands.onPath("go").isPresent() || Commands.onPath("temporal").isPresent()
                || isBuilt(Commands.cache().resolve("bin"));
        need(there, "no Temporal server can be had: neither TEMPORAL_ADDRESS nor Go nor a temporal program nor a built server is here");
    }

    private static boolean isBuilt(Path programs) throws IOException {
        if (!Files.isDirectory(programs)) {
            return false;
        }
        try (Stream<Path> folders = Files.list(programs)) {
            return folders.anyMatch(folder -> folder.getFileName().toString().startsWith("temporal-server-")
                    && Files.isExecutable(folder.resolve("server")));
        }
    }

    private static void need(boolean there, String otherwise) {
        if (!there && "true".equals(System.getenv("CI"))) {
            fail(otherwise);
        }
        if (!there) {
            abort(otherwise);
        }
    }
}
