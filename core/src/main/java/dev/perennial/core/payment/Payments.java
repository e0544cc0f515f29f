package dev.perennial.core.payment;

import java.util.Optional;
import java.util.UUID;

/** The charges of every organization. */
public interface Payments {
    Optional<Payment> find(UUID id);

    Optional<Payment> findByProcessorId(String processorId);

    /** The order's newest charge. */
    Optional<Payment> findLatestOfOrder(UUID orderId);

    /**
     * Stores the charge, or brings the row with the same processor id up to date; links to order and checkout are added, never taken away.
     *
     * @return the id of the stored row: the given one's, or that of the row that was there
     */
    UUID save(Payment payment);

    /** Makes the charges of a checkout known as its order's. */
    void linkToOrder(UUID checkoutId, UUID orderId);
}
