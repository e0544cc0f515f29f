package dev.perennial.api.customer;

import dev.perennial.core.customer.Customer;
import dev.perennial.core.member.Member;
import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.wire.CustomerView;
import dev.perennial.core.wire.MemberView;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tells of what happens to a customer and their members, in the order the wire promises (spec 06 §1.8). */
@Singleton
public class CustomerEvents {
    private final Outbox outbox;

    CustomerEvents(Outbox outbox) { this.outbox = outbox; }

    /** Begins the list of what one transaction has done to a customer. */
    public Batch about(Customer customer) {
        return new Batch(customer.organizationId(), customer.id());
    }

    /** Facts of one transaction, in order. */
    public final class Batch {
        private final List<Fact> facts = new ArrayList<>();
        private final UUID organizationId;
        private final UUID customerId;
        private boolean stateChanged;

        private Batch(UUID organizationId, UUID customerId) {
            this.organizationId = organizationId;
            this.customerId = customerId;
        }

        /** An event of the customer; their state is told after it. */
        public Batch customer(String type, Customer customer) {
            stateChanged = true;
            facts.add(new Fact(type, organizationId, customerId, customerId, () -> CustomerView.of(customer)));
            return this;
        }

        public Batch member(String type, Member member) {
            facts.add(new Fact(type, organizationId, member.id(), customerId, () -> MemberView.of(member)));
            return this;
        }

        /** A fact for ourselves, with nothing to send. */
        public Batch internal(String type) {
            facts.add(new Fact(type, organizationId, customerId, customerId, () -> {
                throw new IllegalStateException(type + " is not an event of the wire");
            }));
            return this;
        }

        /** Writes the facts in the caller's transaction. */
        public void write(Instant occurredAt) {
            outbox.append(facts, occurredAt);
            if (stateChanged) {
                outbox.customerStateChanged(organizationId, customerId);
            }
        }
    }
}
