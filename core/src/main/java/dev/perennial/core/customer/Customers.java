package dev.perennial.core.customer;

import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The customers of every organization; deleted ones are found by id only. */
public interface Customers {
    Optional<Customer> find(UUID id);

    /** @throws IllegalStateException if there is no such customer: the id comes from one of our rows */
    default Customer get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no customer " + id));
    }

    /** Reads the row and holds its lock until the transaction ends. */
    Customer lock(UUID id);

    Map<UUID, Customer> findAll(Collection<UUID> ids);

    /** The live customer with this e-mail address, ignoring case. */
    Optional<Customer> findByEmail(UUID organizationId, String email);

    Optional<Customer> findByExternalId(UUID organizationId, String externalId);

    /** Letters for a new customer's invoice numbers, made from its creation and a sequence (spec 04 §1.7). */
    String nextShortId(Instant createdAt);

    void insert(Customer customer);

    void update(Customer customer);

    /** The payment processor knows the customer by this id from now on. */
    void registeredAs(UUID id, String processorCustomerId);

    /**
     * Says, in the transaction of a change, that others have to hear of it: from then on somebody sees to it that they do, whatever is lost (SUB-5).
     *
     * @param dueAt real time
     */
    void followUp(UUID id, RealInstant dueAt);

    /** The due time of what others still have to hear, in real time. */
    Optional<RealInstant> followUpOf(UUID id);

    /**
     * Everybody has heard of what was due when this was read; what has changed since stays to be told.
     *
     * @param next when there is more to be done about the same, or null when nothing is left
     */
    void followedUp(UUID id, RealInstant seen, @Nullable RealInstant next);

    /** A customer, locked until the transaction ends, and the number that was taken. */
    record Numbered(Customer customer, int number) {}

    /** A customer, locked until the transaction ends, and the numbers of a sale that was paid at once. */
    record NumberedSale(Customer customer, int invoice, int receipt) {}

    /** Takes the customer's next invoice number: counts up in the caller's transaction. */
    Numbered numberInvoice(UUID id);

    /**
     * Takes the customer's next receipt number: counts up in the caller's transaction.
     *
     * @return nothing, and no number is taken, when the customer was deleted
     */
    Optional<Numbered> numberReceipt(UUID id);

    /** Takes the customer's next invoice and receipt numbers: counts up in the caller's transaction. */
    NumberedSale numberSale(UUID id);
}
