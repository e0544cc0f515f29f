package dev.perennial.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.e2e.clients.Clients;
import dev.perennial.e2e.stack.LocalStackForTests;
import dev.perennial.e2e.stack.Needed;
import dev.perennial.e2e.stack.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalStackForTests.Given.class)
class SdkStoryTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path SCRIPTS = LocalStackForTests.target().resolve("sdk");

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Needed.programs("node", "npm");
        new Clients(LocalStackForTests.home()).scripts(SCRIPTS);
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
