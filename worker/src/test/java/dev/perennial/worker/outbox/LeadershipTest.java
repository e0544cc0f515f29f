package dev.perennial.worker.outbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who leads when (LIV-3, LIV-5). */
class LeadershipTest {
    @AutoClose
    final Installation installation = new Installation();
    final UUID first = UUID.randomUUID();
    final UUID second = UUID.randomUUID();
    final Term term = new Term();
    final Term nextTerm = new Term();

    private Optional<Leadership> elect(UUID worker, Term of) throws SQLException {
        return Leadership.acquire(installation.settings.databaseUrl(), installation.settings.databaseUser(), "", worker, of);
    }

    private void theLeaseEnds() {
        installation.sql().update("update relay_lease set ends_at = clock_timestamp() - interval '1 millisecond'");
    }

    private Instant end() {
        return requireNonNull(installation.sql().one("select ends_at from relay_lease", row -> row.instant("ends_at")));
    }

    @Test
    void whoDoesNotRenewIsFollowedByAnotherAndLeadsNoMore() throws SQLException {
        try (var frozen = elect(first, term).orElseThrow()) {
            assertThat(term.holds()).isTrue();
            assertThat(elect(second, nextTerm)).as("there is a leader").isEmpty();
            assertThat(end()).as("another takes over within ten seconds").isBefore(Instant.now().plusSeconds(8));
            theLeaseEnds();
            try (var next = elect(second, nextTerm).orElseThrow()) {
                Instant secondsEnd = end();
                assertThatThrownBy(() -> frozen.renewInTime(Duration.ZERO)).isInstanceOf(SQLException.class).hasMessageContaining("another worker");
                frozen.close();
                assertThat(end()).as("the former leader's farewell is nobody's").isEqualTo(secondsEnd);
                assertThat(term.holds()).isFalse();
                next.renewInTime(Duration.ZERO);
                assertThat(end()).isAfter(secondsEnd);
            }
        }
    }

    @Test
    void whoStopsGivesTheLeaseBack() throws SQLException {
        elect(first, term).orElseThrow().close();
        assertThat(term.holds()).isFalse();
        try (var _ = elect(second, nextTerm).orElseThrow()) {
            assertThat(nextTerm.holds()).isTrue();
        }
    }

    /** After a fail-over the database may be behind what its clock said before. */
    @Test
    void aLeaseThatEndsLaterThanAnyCanIsNobodys() throws SQLException {
        assertThat(elect(first, term)).as("it vanishes").isPresent();
        installation.sql().update("update relay_lease set ends_at = ends_at + interval '1 hour'");
        assertThat(elect(second, nextTerm)).isPresent();
    }

    @Test
    void aWorkerThatLostItsConnectionLeadsAgainAtOnce() throws SQLException {
        assertThat(elect(first, term)).as("never closed").isPresent();
        try (var _ = elect(first, term).orElseThrow()) {
            assertThat(elect(second, nextTerm)).isEmpty();
        }
    }

    @Test
    void nothingIsBegunOnceTheTermIsOver() {
        assertThatThrownBy(() -> term.within(UUID::toString).apply(first)).isInstanceOf(Term.Over.class);
        term.holdsUntil(System.nanoTime() + Duration.ofMinutes(1).toNanos());
        assertThat(term.within(UUID::toString).apply(first)).isEqualTo(first.toString());
        term.holdsUntil(System.nanoTime() - 1);
        assertThatThrownBy(() -> term.within(UUID::toString).apply(first)).isInstanceOf(Term.Over.class);
    }
}
