package dev.perennial.core.customer;

import dev.perennial.core.address.EmailAddress;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer being changed: what is not named stays as it was. */
public final class CustomerEdit {
    private final Customer before;
    private @Nullable String email;
    private boolean emailVerified;
    private CustomerType type;
    private @Nullable String externalId;
    private @Nullable String ownerEmail;
    private @Nullable String name;
    private @Nullable String billingName;
    private @Nullable BillingAddress billingAddress;
    private Customer.@Nullable TaxId taxId;
    private @Nullable String locale;
    private Map<String, Object> metadata;
    private @Nullable String processorCustomerId;
    private @Nullable UUID defaultPaymentMethodId;
    private @Nullable UUID testClockId;
    private @Nullable Instant deletedAt;

    CustomerEdit(Customer before) {
        this.before = before;
        email = before.email();
        emailVerified = before.emailVerified();
        type = before.type();
        externalId = before.externalId();
        ownerEmail = before.ownerEmail();
        name = before.name();
        billingName = before.explicitBillingName();
        billingAddress = before.billingAddress();
        taxId = before.taxId();
        locale = before.locale();
        metadata = before.metadata();
        processorCustomerId = before.processorCustomerId();
        defaultPaymentMethodId = before.defaultPaymentMethodId();
        testClockId = before.testClockId();
        deletedAt = before.deletedAt();
    }

    /** A new address has not been verified; the same one in other letters stays as it was. */
    public CustomerEdit email(@Nullable String changed) {
        if (changed == null || !EmailAddress.isSame(changed, email)) {
            email = changed;
            emailVerified = false;
        }
        return this;
    }

    /** The customer has shown that the address is theirs. */
    public CustomerEdit verified(boolean changed) {
        emailVerified = changed;
        return this;
    }

    public CustomerEdit type(CustomerType changed) {
        type = changed;
        return this;
    }

    public CustomerEdit externalId(@Nullable String changed) {
        externalId = changed;
        return this;
    }

    public CustomerEdit ownerEmail(@Nullable String changed) {
        ownerEmail = changed;
        return this;
    }

    public CustomerEdit name(@Nullable String changed) {
        name = changed;
        return this;
    }

    public CustomerEdit billingName(@Nullable String changed) {
        billingName = changed;
        return this;
    }

    public CustomerEdit billingAddress(@Nullable BillingAddress changed) {
        billingAddress = changed;
        return this;
    }

    public CustomerEdit taxId(Customer.@Nullable TaxId changed) {
        taxId = changed;
        return this;
    }

    public CustomerEdit locale(@Nullable String changed) {
        locale = changed;
        return this;
    }

    public CustomerEdit metadata(Map<String, Object> changed) {
        metadata = changed;
        return this;
    }

    public CustomerEdit processorCustomerId(@Nullable String changed) {
        processorCustomerId = changed;
        return this;
    }

    public CustomerEdit defaultPaymentMethodId(@Nullable UUID changed) {
        defaultPaymentMethodId = changed;
        return this;
    }

    public CustomerEdit testClockId(@Nullable UUID changed) {
        testClockId = changed;
        return this;
    }

    public CustomerEdit deletedAt(@Nullable Instant changed) {
        deletedAt = changed;
        return this;
    }

    /** The changed customer. */
    public Customer done(Instant now) {
        return new Customer(before.id(), before.createdAt(), now, before.organizationId(), type, externalId, email, emailVerified, ownerEmail, name,
                billingName, billingAddress, taxId, locale, metadata, before.shortId(), processorCustomerId, defaultPaymentMethodId, testClockId,
                deletedAt);
    }
}
