package dev.perennial.core.wire;

import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every representation of a customer for their merchant begins with.
 *
 * @param taxId number and format, or null
 */
public record CustomerFacts(UUID id, Instant createdAt, @Nullable Instant modifiedAt, Map<String, Object> metadata, @Nullable String externalId,
        boolean emailVerified, @Nullable String name, @Nullable String billingName, @Nullable BillingAddress billingAddress,
        @Nullable List<String> taxId, @Nullable String locale, UUID organizationId, @Nullable UUID defaultPaymentMethodId,
        @Nullable Instant deletedAt, @Nullable Instant firstUserEventAt, @Nullable String avatarUrl) {

    static CustomerFacts of(Customer customer) {
        String address = customer.contactEmail();
        return new CustomerFacts(customer.id(), customer.createdAt(), customer.modifiedAt(), customer.metadata(), customer.externalId(),
                customer.emailVerified(), customer.name(), customer.billingName(), customer.billingAddress(), taxIdOf(customer), customer.locale(),
                customer.organizationId(), customer.defaultPaymentMethodId(), customer.deletedAt(), null,
                address == null ? null : Avatars.urlOf(address));
    }

    static @Nullable List<String> taxIdOf(Customer customer) {
        var taxId = customer.taxId();
        return taxId == null ? null : List.of(taxId.value(), taxId.format());
    }
}
