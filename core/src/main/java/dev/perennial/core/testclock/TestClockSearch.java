package dev.perennial.core.testclock;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import java.util.Set;
import java.util.UUID;

/** Lists test clocks, newest first; deleted ones are not among them. */
public interface TestClockSearch {
    /**
     * @param organizations what the caller reaches
     */
    Listing<TestClock> list(Set<UUID> organizations, PageRequest page);
}
