package dev.perennial.core.member;

import dev.perennial.core.customer.Customer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The members of every customer; deleted ones are not found. Whoever changes one holds the lock of its customer. */
public interface Members {
    Optional<Member> find(UUID id);

    Optional<Member> findOwner(UUID customerId);

    /** The customer's member with this address, ignoring case. */
    Optional<Member> findByEmail(UUID customerId, String email);

    Optional<Member> findByExternalId(UUID customerId, String externalId);

    /** The customer's members, oldest first. */
    List<Member> ofCustomer(UUID customerId);

    /** The members with this address, ignoring case, of all customers of an organization. */
    List<Member> atAddress(UUID organizationId, String email);

    /** Whether the organization's customers have members: because each of them signs in alone, or because seats are sold. */
    boolean areUsedBy(UUID organizationId);

    /** Whether a member comes into the portal as themselves, and not as their customer. */
    boolean haveTheirOwnSessions(UUID organizationId);

    void insert(Member member);

    void update(Member member);

    /** The customer's owner; made like the customer when there is none. The caller holds the customer's lock, and tells of a member who was made. */
    default OwnerFound ownerOf(Customer customer) {
        return findOwner(customer.id()).map(owner -> new OwnerFound(owner, false)).orElseGet(() -> {
            Member made = Member.ownerOf(customer, Member.Owner.LIKE_THE_CUSTOMER);
            insert(made);
            return new OwnerFound(made, true);
        });
    }

    /** A customer's owner, and whether they were made just now. */
    record OwnerFound(Member owner, boolean isNew) {}
}
