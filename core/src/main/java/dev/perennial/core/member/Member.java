package dev.perennial.core.member;

import dev.perennial.core.customer.Anonymization;
import dev.perennial.core.customer.Customer;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who belongs to a customer.
 *
 * @param email unique among the customer's members, ignoring case
 * @param externalId the merchant's own id, unique among the customer's members
 */
public record Member(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, UUID customerId, String email,
        @Nullable String name,
        @Nullable String externalId, MemberRole role, @Nullable Instant deletedAt) {

    /** What is known of an owner before there is one; what is missing is taken from the customer. */
    public record Owner(@Nullable String email, @Nullable String name, @Nullable String externalId) {
        /** Nothing is known beyond the customer. */
        public static final Owner LIKE_THE_CUSTOMER = new Owner(null, null, null);
    }

    /**
     * The owner a customer begins with, as old as the customer.
     *
     * @throws IllegalArgumentException if neither of them has an e-mail address
     */
    public static Member ownerOf(Customer customer, Owner owner) {
        String email = owner.email() == null ? customer.email() : owner.email();
        if (email == null) {
            throw new IllegalArgumentException("customer " + customer.id() + " has no owner who can be written to");
        }
        return new Member(UUID.randomUUID(), customer.createdAt(), null, customer.organizationId(), customer.id(), email,
                owner.name() == null ? customer.name() : owner.name(),
                owner.externalId() == null ? customer.externalId() : owner.externalId(), MemberRole.OWNER, null);
    }

    public boolean isOwner() { return role == MemberRole.OWNER; }

    public Member named(@Nullable String changed, Instant now) {
        return new Member(id, createdAt, now, organizationId, customerId, email, changed, externalId, role, deletedAt);
    }

    public Member reachedAt(String changed, Instant now) {
        return new Member(id, createdAt, now, organizationId, customerId, changed, name, externalId, role, deletedAt);
    }

    public Member as(MemberRole changed, Instant now) {
        return new Member(id, createdAt, now, organizationId, customerId, email, name, externalId, changed, deletedAt);
    }

    public Member deleted(Instant now) {
        return new Member(id, createdAt, now, organizationId, customerId, email, name, externalId, role, now);
    }

    /** Without what tells who it is. */
    public Member anonymized(Instant now) {
        String hashed = Objects.requireNonNull(Anonymization.email(email, createdAt), "an address has a hash");
        return new Member(id, createdAt, now, organizationId, customerId, hashed, hashed.equals(email) ? name : Anonymization.hash(name, createdAt),
                externalId, role, deletedAt);
    }
}
