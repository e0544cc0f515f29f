package dev.perennial.core.testclock.persistence;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.testclock.TestClock;
import dev.perennial.core.testclock.TestClockSearch;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;

@Singleton
final class JdbcTestClockSearch implements TestClockSearch {
    private enum Key {
        CREATED_AT
    }

    private final Sql sql;

    JdbcTestClockSearch(Sql sql) { this.sql = sql; }

    @Override
    public Listing<TestClock> list(Set<UUID> organizations, PageRequest page) {
        return ListQuery.within(organizations).and("deleted_at is null").page(sql, JdbcTestClocks.SELECT, "test_clock",
                List.of(Sort.descending(Key.CREATED_AT)), _ -> "created_at", page, JdbcTestClocks::read);
    }
}
