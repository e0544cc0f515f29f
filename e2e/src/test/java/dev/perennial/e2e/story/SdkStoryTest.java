package dev.perennial.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.e2e.stack.LocalStackForTests;
import dev.perennial.e2e.stack.Needed;
import dev.perennial.e2e.stack.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStackForTests.Given.class)
class SdkStoryTest {
    private static final Duration INSTALLS_WITHIN = Duration.ofMinutes(6);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path SCRIPTS = LocalStackForTests.target().resolve("sdk");

    /** Installs the clients beside a copy of the scripts, unless those of the lockfile are there already. */
    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Needed.programs("node", "npm");
        Files.createDirectories(SCRIPTS);
        Path installed = SCRIPTS.resolve("node_modules/.installed-by");
        Path lock = LocalStackForTests.home().resolve("e2e/sdk/package-lock.json");
        try (Stream<Path> files = Files.list(lock.getParent())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, SCRIPTS.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (Files.exists(installed) && Files.mismatch(installed, lock) < 0) {
            return;
        }
        Ran install = run(INSTALLS_WITHIN, "npm-ci", "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
        assertThat(install.exitCode()).as(install.output()).isZero();
        Files.copy(lock, installed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "049"})
    void theOfficialClientPlaysTheFirstSale(String client, LocalStackForTests stack) throws Exception {
        Ran story = run(PATIENCE, "sdk-" + client, "node", "story.mjs", stack.file().toString(), client);
        assertThat(story.exitCode()).as(story.output()).isZero();
    }

    private static Ran run(Duration within, String name, String... command) throws IOException, InterruptedException {
        return Ran.command(List.of(command), SCRIPTS, Map.of(), LocalStackForTests.target().resolve("logs/" + name + ".log"), within);
    }
}
