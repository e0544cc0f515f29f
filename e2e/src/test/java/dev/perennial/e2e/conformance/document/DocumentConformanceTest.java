package dev.perennial.e2e.conformance.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.e2e.stack.LocalStackForTests;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The running API's own document, held against the contract beside the project. */
@ExtendWith(LocalStackForTests.Given.class)
class DocumentConformanceTest {
    private static final Path CONTRACT = LocalStackForTests.home().resolve("../shared/contract/openapi-2026-10.json");

    @Test
    void everyDifferenceHasAReason(LocalStackForTests stack) throws Exception {
        assertThat(Files.exists(CONTRACT) || !"true".equals(System.getenv("CI"))).as("the contract is at %s", CONTRACT).isTrue();
        assumeTrue(Files.exists(CONTRACT), "skipped: the contract is not beside the project");
        ObjectMapper json = new ObjectMapper();
        var ours = json.readTree(URI.create(stack.read().api() + "/openapi.json").toURL().openStream());
        var result = DocumentComparison.run(ours, json.readTree(CONTRACT.toFile()),
                AllowList.read(LocalStackForTests.home().resolve("e2e/conformance/allowed.txt")));
        assertThat(result.differences()).isEmpty();
        assertThat(result.implemented()).isPositive();
    }
}
