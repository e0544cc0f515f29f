package dev.perennial.core.outbox;

import java.util.UUID;
import java.util.function.Supplier;

/**
 * Something that has happened, for others to react to.
 *
 * @param type the wire's event type where there is one, such as {@code order.paid}, else a name of ours such as {@code collection.started}
 * @param orderingKey facts with the same key reach a webhook endpoint in order: the subscription's id, else the transaction's root
 * @param payload the representation to send; asked for only when an endpoint wants the event
 */
public record Fact(String type, UUID organizationId, UUID subjectId, UUID orderingKey, Supplier<Object> payload) {
    /** A fact for ourselves, with nothing to send. */
    public static Fact internal(String type, UUID organizationId, UUID subjectId, UUID orderingKey) {
        return new Fact(type, organizationId, subjectId, orderingKey, () -> {
            throw new IllegalStateException(type + " is not an event of the wire");
        });
    }
}
