package dev.perennial.activities;

import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.member.Member;
import dev.perennial.core.order.Order;
import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.wire.MemberView;
import dev.perennial.core.wire.Representations;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes facts with their representations, in the order the wire promises (spec 01 §18.1, 03 §19). */
@Singleton
public final class Facts {
    /** Tells the relay that an order has, or has to look at, a collection of its own. */
    public static final String COLLECTION_STARTED = Order.COLLECTION_STARTED;
    /** Tells the relay that another owner has changed a subscription's row. */
    public static final String SUBSCRIPTION_CHANGED_ELSEWHERE = "subscription.changed_elsewhere";

    private final Outbox outbox;
    private final Representations representations;

    Facts(Outbox outbox, Representations representations) {
        this.outbox = outbox;
        this.representations = representations;
    }

    /**
     * Begins a list of facts that are written together.
     *
     * @param root what the transaction is about: the subscription where there is one, so that its events stay in order
     */
    public Batch about(UUID organizationId, UUID root) { return new Batch(organizationId, root); }

    /** Facts of one transaction, in order. */
    public final class Batch {
        private final List<Fact> facts = new ArrayList<>();
        private final UUID organizationId;
        private final UUID root;

        private Batch(UUID organizationId, UUID root) {
            this.organizationId = organizationId;
            this.root = root;
        }

        /** The same state of a subscription under one or more event types. */
        public Batch subscription(Subscription subscription, String... types) {
            return add(subscription.id(), once(() -> representations.subscription(subscription)), types);
        }

        public Batch order(Order order, String... types) { return add(order.id(), once(() -> representations.order(order)), types); }

        public Batch checkout(Checkout checkout, String... types) {
            return add(checkout.id(), once(() -> representations.checkout(checkout)), types);
        }

        public Batch customer(Customer customer, String... types) {
            return add(customer.id(), once(() -> representations.customer(customer)), types);
        }

        public Batch member(Member member, String... types) { return add(member.id(), () -> MemberView.of(member), types); }

        /** A fact for ourselves, with nothing to send. */
        public Batch internal(String type, UUID subject) {
            facts.add(Fact.internal(type, organizationId, subject, root));
            return this;
        }

        public Batch customerStateChanged(UUID customerId) {
            outbox.customerStateChanged(organizationId, customerId);
            return this;
        }

        public void write(Instant occurredAt) { outbox.append(facts, occurredAt); }

        private Batch add(UUID subject, Supplier<Object> payload, String... types) {
            for (String type : types) {
                facts.add(new Fact(type, organizationId, subject, root, payload));
            }
            return this;
        }
    }

    /** A representation is gathered at most once, however many events and endpoints want it. */
    private static Supplier<Object> once(Supplier<Object> gather) {
        return new Supplier<>() {
            private @Nullable Object gathered;

            @Override
            public Object get() {
                Object known = gathered;
                if (known == null) {
                    known = gather.get();
                    gathered = known;
                }
                return known;
            }
        };
    }
}
