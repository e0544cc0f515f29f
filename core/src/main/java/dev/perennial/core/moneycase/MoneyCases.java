package dev.perennial.core.moneycase;

import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.time.RealInstant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The cases of every organization, kept for ever: a closed one says what became of somebody's money. */
public interface MoneyCases {
    Optional<MoneyCase> find(UUID id);

    /** The case of this payment, if it made one. */
    Optional<MoneyCase> find(UUID attemptId, String intentId);

    /** Reads the row and holds its lock until the transaction ends; after the attempt's own. */
    MoneyCase lock(UUID id);

    /** Payments that have not been looked into, of the order or session that the attempt was made for, or of the attempt itself where it is for neither. */
    List<MoneyCase> undecidedBeside(PaymentAttempt attempt);

    /** The attempt to look into because the processor has told of a payment for this session. */
    Optional<UUID> undecidedOfCheckout(UUID checkoutId);

    /** The attempt to look into because the processor has told of a payment for this order. */
    Optional<UUID> undecidedOfOrder(UUID orderId);

    /** Has it asked what became of a refund that was made (real time). */
    void lookAtRefund(String refundId, RealInstant now);

    /** Opens a case unless the payment has one. */
    void open(MoneyCase opened);

    void update(MoneyCase changed);

    /**
     * Takes cases whose next try is due, so that no other process takes them too before this one has had the time for it; longest due first.
     *
     * @param until when they are due again if nothing comes of it
     */
    List<MoneyCase> takeDue(RealInstant now, RealInstant until, int limit);

    /** Cases nobody has closed, oldest first. */
    List<MoneyCase> open(int limit);

    /** How many are open, by how their refund stands; those of which there are none are left out. */
    Map<MoneyCase.Refund, Long> countOpen();

    /**
     * A person has seen to it.
     *
     * @return whether there was an open case of this id
     */
    boolean close(UUID id, String note, RealInstant now);
}
