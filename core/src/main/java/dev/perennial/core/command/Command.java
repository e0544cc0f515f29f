package dev.perennial.core.command;

import dev.perennial.core.time.RealInstant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to change an aggregate, committed before anything acts on it. Its id is the id of the workflow update that carries it out and the key under
 * which its steps are taken once.
 *
 * @param kind what is asked, such as {@code cancel_at_period_end}
 * @param aggregate the workflow id's prefix, such as {@code subscription}
 * @param caller who asks, by the id of a token's subject
 * @param body the arguments as JSON; erased when the command has been applied
 */
public record Command(UUID id, RealInstant createdAt, String kind, String aggregate, UUID aggregateId, UUID organizationId, String caller,
        @Nullable Map<String, Object> body, @Nullable Outcome outcome) {

    /** Whether both want the same of the same; the arguments are erased too early to tell. */
    public boolean asksTheSameAs(Command other) {
        return kind.equals(other.kind) && aggregate.equals(other.aggregate) && aggregateId.equals(other.aggregateId);
    }
}
