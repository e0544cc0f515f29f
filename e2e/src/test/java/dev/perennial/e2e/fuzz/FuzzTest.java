package dev.perennial.e2e.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.e2e.stack.LocalStackForTests;
import dev.perennial.e2e.stack.Needed;
import dev.perennial.e2e.stack.Ran;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackForTests.Given.class)
class FuzzTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @BeforeAll
    static void inputs() {
        Needed.programs("python3");
    }

    @Test
    void noInputEndsInAnErrorOfOursOrAnUndeclaredAnswer(LocalStackForTests stack) throws Exception {
        Ran fuzz = stack.perennial("fuzz", PATIENCE, "--short");
        assertThat(fuzz.exitCode()).as(fuzz.output()).isZero();
    }
}
