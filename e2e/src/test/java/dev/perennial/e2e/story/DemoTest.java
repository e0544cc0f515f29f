package dev.perennial.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.e2e.stack.LocalStackForTests;
import dev.perennial.e2e.stack.Ran;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackForTests.Given.class)
class DemoTest {
    /** A minute is the promise on a machine that does nothing else; a build machine does. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void theDemoTellsAYearAndEverythingHolds(LocalStackForTests stack) throws Exception {
        Ran demo = stack.perennial("demo", PATIENCE);
        assertThat(demo.exitCode()).as(demo.output()).isZero();
        assertThat(demo.output()).contains("2027-02-28  Ada", "$20.00", "Chen's bank wants to be sure", "past due", "adds up to zero",
                "Everything held");
    }
}
