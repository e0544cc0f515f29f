package dev.perennial.core.testclock;

import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The test clocks of every organization. */
public interface TestClocks {
    Optional<TestClock> find(UUID id);

    TestClock lock(UUID id);

    void insert(TestClock clock);

    void update(TestClock clock);

    /** The earliest thing due on the clock up to an instant: by time, then by id. */
    Optional<Due> earliestDue(UUID clockId, Instant upTo);

    /** The subscriptions on the clock that have not ended, by id. */
    List<UUID> liveSubscriptionsOn(UUID clockId);

    /**
     * Says, in the transaction that deletes a clock, that what lives on it has to end.
     *
     * @param dueAt real time
     */
    void followUp(UUID clockId, RealInstant dueAt);

    /** Nothing lives on the deleted clock any more. */
    void followedUp(UUID clockId);

    /** What is due, and whose workflow it is. */
    record Due(Instant at, Owner owner, UUID id) {}

    /** Whose workflow a due row belongs to. */
    enum Owner {
        SUBSCRIPTION, ORDER, CHECKOUT
    }

    /** Whether a customer has orders, subscriptions or a session under way, so that real time has left its mark. */
    boolean hasHistory(UUID customerId);

    /** Puts a customer on a clock. */
    void attach(UUID clockId, UUID customerId, @Nullable Instant modifiedAt);
}
