package dev.perennial.core.testclock;

import dev.perennial.core.DomainException;

/** The clock is on its way; one advance at a time. */
public final class TestClockAdvancing extends DomainException {
    public TestClockAdvancing() { super("TestClockAdvancing", "This test clock is advancing. Wait until it is ready."); }
}
