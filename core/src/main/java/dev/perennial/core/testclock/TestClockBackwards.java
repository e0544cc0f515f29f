package dev.perennial.core.testclock;

import dev.perennial.core.DomainException;

/** A clock does not run backwards. */
public final class TestClockBackwards extends DomainException {
    public TestClockBackwards() { super("TestClockBackwards", "A test clock can't be set to an earlier time."); }
}
