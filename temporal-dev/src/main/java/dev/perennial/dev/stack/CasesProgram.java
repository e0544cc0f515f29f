package dev.perennial.dev.stack;

import dev.perennial.dev.supervision.StartFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The product's own program that lists and closes the payments a person has to see, run against a stack that is up. */
final class CasesProgram {
    private CasesProgram() {}

    /** Runs it and returns its exit code; what it says is passed on. */
    static int run(Path home, Path data, List<String> arguments) throws IOException, StartFailed, InterruptedException {
        return ApiProgram.of("Cases", home, data, arguments).inheritIO().start().waitFor();
    }
}
