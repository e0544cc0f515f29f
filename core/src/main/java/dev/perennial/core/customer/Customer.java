package dev.perennial.core.customer;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who buys from one organization.
 *
 * @param email where they are written to; only a team may have none of its own
 * @param ownerEmail the address of the owner of a team that has none of its own; known from the members, not stored here
 * @param shortId the letters that stand for the customer in invoice and receipt numbers
 * @param processorCustomerId the payment processor's id, once one was needed
 * @param testClockId the clock that tells this customer's time, or null for real time
 */
public record Customer(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, CustomerType type, @Nullable String externalId,
        @Nullable String email, boolean emailVerified, @Nullable String ownerEmail, @Nullable String name, @Nullable String explicitBillingName,
        @Nullable BillingAddress billingAddress, @Nullable TaxId taxId, @Nullable String locale, Map<String, Object> metadata, String shortId,
        @Nullable String processorCustomerId, @Nullable UUID defaultPaymentMethodId, @Nullable UUID testClockId, @Nullable Instant deletedAt) {

    /** The metadata key under which a deleted customer's external id can be read after others may use it. */
    public static final String FREED_EXTERNAL_ID = "__external_id";

    /** A fact of ours: the payment processor knows an old version of the customer. */
    public static final String PROFILE_CHANGED = "customer.profile_changed";

    /** A fact of ours: the customer wants to pay by another method than before, also what is past due. */
    public static final String DEFAULT_METHOD_CHANGED = "customer.default_method_changed";

    public Customer {
        if (email == null && type != CustomerType.TEAM) {
            throw new IllegalArgumentException("only a team may do without an e-mail address");
        }
    }

    /** A tax id as stored, with the name of its format. */
    public record TaxId(String value, String format) {}

    /** A new customer in real time with nothing but an address. */
    public static Customer individual(UUID id, Instant createdAt, UUID organizationId, String email, String shortId) {
        return new Customer(id, createdAt, null, organizationId, CustomerType.INDIVIDUAL, null, email, false, null, null, null, null, null, null,
                Map.of(), shortId, null, null, null, null);
    }

    /** Begins a change of some of the fields. */
    public CustomerEdit edit() { return new CustomerEdit(this); }

    /** What stands on documents: the billing name somebody gave, else the name. */
    public @Nullable String billingName() {
        return explicitBillingName == null ? name : explicitBillingName;
    }

    /** Where the customer can be written to: their own address, else their owner's; null when neither is known. */
    public @Nullable String contactEmail() {
        return email == null ? ownerEmail : email;
    }

    /** The receipt number with the customer's own count (spec 04 §6.2). */
    public String receiptNumber(int number) {
        return "RCPT-" + shortId + "-" + "%04d".formatted(number);
    }

    public Customer payingBy(UUID paymentMethod, Instant now) {
        return edit().defaultPaymentMethodId(paymentMethod).done(now);
    }
}
