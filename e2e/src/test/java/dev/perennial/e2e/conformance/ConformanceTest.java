package dev.perennial.e2e.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.e2e.stack.LocalStackForTests;
import dev.perennial.e2e.stack.Needed;
import dev.perennial.e2e.stack.Ran;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackForTests.Given.class)
class ConformanceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @BeforeAll
    static void inputs() {
        Needed.programs("node", "npm", "python3");
        Needed.contract();
    }

    @Test
    void nothingDiffersFromTheContractWithoutAReason(LocalStackForTests stack) throws Exception {
        Ran report = stack.perennial("conformance", PATIENCE);
        assertThat(report.exitCode()).as(report.output()).isZero();
    }
}
