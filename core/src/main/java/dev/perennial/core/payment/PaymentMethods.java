package dev.perennial.core.payment;

import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Saved payment methods; removed ones are not found. */
public interface PaymentMethods {
    Optional<PaymentMethod> find(UUID id);

    /** The customer's methods, oldest first. */
    List<PaymentMethod> ofCustomer(UUID customerId);

    /** Stores the method, or refreshes (and restores) the customer's row with the same processor id; answers the row as stored. */
    PaymentMethod save(PaymentMethod method);

    /** Takes a method that was detached at the processor out of use, whoever has it: at the billing time of each of its customers, off a clock when we heard of it. */
    void removeDetached(String processorId, RealInstant heardAt);

    /**
     * Takes a method the processor no longer knows out of use everywhere. What has paid with it pays with the customer's default from then on, else with the
     * oldest method that is left (SUB-13).
     */
    void remove(UUID id, Instant now);
}
