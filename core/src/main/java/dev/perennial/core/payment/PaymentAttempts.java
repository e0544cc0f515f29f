package dev.perennial.core.payment;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Every try to take money or save a card. */
public interface PaymentAttempts {
    Optional<PaymentAttempt> find(UUID id);

    /** @throws IllegalStateException if there is no such attempt: the id comes from one of our rows */
    default PaymentAttempt get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no payment attempt " + id));
    }

    Map<UUID, PaymentAttempt> findAll(Collection<UUID> ids);

    /** The attempt with what the processor has to be told about it. */
    Optional<ChargeBrief> brief(UUID id);

    /** Reads the row and holds its lock until the transaction ends; after the aggregate's own. */
    PaymentAttempt lock(UUID id);

    Optional<PaymentAttempt> findByIntent(String intentId);

    /** The try a command was carried out by. */
    Optional<PaymentAttempt> findByCommand(UUID commandId);

    /** The try of this order that has not ended yet. */
    Optional<PaymentAttempt> findOpenOfOrder(UUID orderId);

    /** The try of this checkout that has not ended yet. */
    Optional<PaymentAttempt> findOpenOfCheckout(UUID checkoutId);

    /** The customer's tries that have not ended yet, oldest first. */
    List<PaymentAttempt> openOf(UUID customerId);

    /** The checkout's newest try. */
    Optional<PaymentAttempt> findLatestOfCheckout(UUID checkoutId);

    /** The try that paid this order, its own or its checkout's. */
    Optional<PaymentAttempt> findSuccessOfOrder(UUID orderId);

    /** How often the customer has tried to pay this order by hand, whatever came of it. */
    int countCustomerRetries(UUID orderId);

    void insert(PaymentAttempt attempt);

    void update(PaymentAttempt attempt);
}
