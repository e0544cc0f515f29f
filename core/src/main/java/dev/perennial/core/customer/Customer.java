package dev.perennial.core.customer;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who buys from one organization.
 *
 * @param shortId the letters that stand for the customer in invoice and receipt numbers
 * @param processorCustomerId the payment processor's id, once one was needed
 * @param testClockId the clock that tells this customer's time, or null for real time
 */
public record Customer(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, @Nullable String externalId, String email,
        boolean emailVerified, @Nullable String name, @Nullable String explicitBillingName, @Nullable BillingAddress billingAddress,
        @Nullable TaxId taxId,
        @Nullable String locale, Map<String, Object> metadata, String shortId, @Nullable String processorCustomerId,
        @Nullable UUID defaultPaymentMethodId,
        @Nullable UUID testClockId, @Nullable Instant deletedAt) {

    /** A tax id as stored, with the name of its format. */
    public record TaxId(String value, String format) {}

    /** What stands on documents: the billing name somebody gave, else the name. */
    public @Nullable String billingName() {
        return explicitBillingName == null ? name : explicitBillingName;
    }

    /** The receipt number with the customer's own count (spec 04 §6.2). */
    public String receiptNumber(int number) {
        return "RCPT-" + shortId + "-" + "%04d".formatted(number);
    }

    public Customer payingBy(UUID paymentMethod, Instant now) {
        return new Customer(id, createdAt, now, organizationId, externalId, email, emailVerified, name, explicitBillingName, billingAddress, taxId,
                locale,
                metadata, shortId, processorCustomerId, paymentMethod, testClockId, deletedAt);
    }
}
