package dev.perennial.activities.checkout;

import dev.perennial.activities.Facts;
import dev.perennial.core.checkout.AlreadyActiveSubscription;
import dev.perennial.core.checkout.Buyer;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutCustomerDeleted;
import dev.perennial.core.checkout.CheckoutCustomerExternalIdMismatch;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerType;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.member.Member;
import dev.perennial.core.member.Members;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.subscription.Subscriptions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds or makes the customer a session is confirmed for. */
@Singleton
class Buyers {
    private final Checkouts checkouts;
    private final Customers customers;
    private final Subscriptions subscriptions;
    private final Members members;
    private final Facts facts;

    Buyers(Checkouts checkouts, Customers customers, Subscriptions subscriptions, Members members, Facts facts) {
        this.checkouts = checkouts;
        this.customers = customers;
        this.subscriptions = subscriptions;
        this.members = members;
        this.facts = facts;
    }

    /** The customer who would be linked to the session, as far as that is known. */
    Optional<Customer> known(Checkout checkout) {
        UUID linked = checkout.buyer().customerId();
        String email = checkout.buyer().email();
        return linked != null ? customers.find(linked) : email == null ? Optional.empty() : customers.findByEmail(checkout.organizationId(), email);
    }

    /** @throws AlreadyActiveSubscription where the organization allows one subscription per customer and this one has it */
    void requireNoOtherSubscription(Organization seller, UUID customer) {
        if (!seller.allowMultipleSubscriptions() && subscriptions.hasBillable(customer)) {
            throw new AlreadyActiveSubscription();
        }
    }

    /**
     * Two sessions of one buyer may be paid at the same time only where both may lead to a subscription. One whose payer never comes back ends when its time is
     * over.
     *
     * @param session linked to its customer, whom the caller's transaction has locked
     * @throws AlreadyActiveSubscription where the organization allows one subscription per customer and another session is about to lead to it
     */
    void requireNoOtherUnderWay(Organization seller, Checkout session) {
        UUID customer = session.buyer().customerId();
        if (customer != null && !seller.allowMultipleSubscriptions() && checkouts.isSubscriptionUnderWay(customer, session.id())) {
            throw new AlreadyActiveSubscription();
        }
    }

    /** @throws CheckoutCustomerDeleted if the session's customer was deleted: nothing personal is written about them any more */
    void requireNotDeleted(Checkout checkout) {
        UUID linked = checkout.buyer().customerId();
        if (linked != null && customers.get(linked).deletedAt() != null) {
            throw new CheckoutCustomerDeleted();
        }
    }

    /** Links the session to its customer, made or brought up to date by what the buyer has said. */
    Customer confirmed(Checkout checkout, Instant now) {
        Buyer buyer = checkout.buyer();
        Optional<Customer> known = known(checkout);
        if (known.isEmpty()) {
            return made(checkout, now);
        }
        Customer customer = customers.lock(known.get().id());
        if (customer.deletedAt() != null) {
            throw new CheckoutCustomerDeleted();
        }
        String locale = checkout.options().locale();
        Customer updated = customer.edit().name(customer.name() == null ? nameOf(buyer) : customer.name())
                .billingName(buyer.billingName() == null ? customer.explicitBillingName() : buyer.billingName())
                .billingAddress(buyer.billingAddress() == null ? customer.billingAddress() : buyer.billingAddress())
                .locale(locale == null ? customer.locale() : locale).metadata(merged(customer.metadata(), checkout)).done(now);
        customers.update(updated);
        facts.about(updated.organizationId(), updated.id()).customer(updated, "customer.updated").customerStateChanged(updated.id()).write(now);
        return updated;
    }

    private Customer made(Checkout checkout, Instant now) {
        Buyer buyer = checkout.buyer();
        String email = buyer.email();
        UUID linked = buyer.customerId();
        if (email == null || linked != null) {
            throw new CheckoutCustomerDeleted();
        }
        String external = buyer.externalCustomerId();
        if (external != null && customers.findByExternalId(checkout.organizationId(), external).isPresent()) {
            throw new CheckoutCustomerExternalIdMismatch();
        }
        Customer customer = new Customer(UUID.randomUUID(), now, null, checkout.organizationId(), CustomerType.INDIVIDUAL, external, email, false,
                null, nameOf(buyer), buyer.billingName(), buyer.billingAddress(), null, checkout.options().locale(),
                checkout.content().customerMetadata(), customers.nextShortId(now), null, null, checkout.testClockId(), null);
        customers.insert(customer);
        var batch = facts.about(customer.organizationId(), customer.id());
        if (members.areUsedBy(customer.organizationId())) {
            Member owner = Member.ownerOf(customer, Member.Owner.LIKE_THE_CUSTOMER);
            members.insert(owner);
            batch.member(owner, "member.created");
        }
        batch.customer(customer, "customer.created").customerStateChanged(customer.id()).write(now);
        return customer;
    }

    private static @Nullable String nameOf(Buyer buyer) { return buyer.billingName() == null ? buyer.name() : buyer.billingName(); }

    private static Map<String, Object> merged(Map<String, Object> metadata, Checkout checkout) {
        Map<String, Object> merged = new HashMap<>(metadata);
        merged.putAll(checkout.content().customerMetadata());
        return merged;
    }
}
