package dev.perennial.core.wire;

import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer, also inside orders, subscriptions and sessions.
 *
 * @param taxId number and format, or null
 */
public record CustomerView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, Map<String, Object> metadata, @Nullable String externalId,
        String email, boolean emailVerified, String type, @Nullable String name, @Nullable String billingName,
        @Nullable BillingAddress billingAddress,
        @Nullable List<String> taxId, @Nullable String locale, UUID organizationId, @Nullable UUID defaultPaymentMethodId,
        @Nullable Instant deletedAt, @Nullable Instant firstUserEventAt, String avatarUrl) {

    public static CustomerView of(Customer customer) {
        return new CustomerView(customer.id(), customer.createdAt(), customer.modifiedAt(), customer.metadata(), customer.externalId(),
                customer.email(), customer.emailVerified(), "individual", customer.name(), customer.billingName(), customer.billingAddress(),
                taxIdOf(customer), customer.locale(), customer.organizationId(), customer.defaultPaymentMethodId(), customer.deletedAt(), null,
                Avatars.urlOf(customer.email()));
    }

    static @Nullable List<String> taxIdOf(Customer customer) {
        var taxId = customer.taxId();
        return taxId == null ? null : List.of(taxId.value(), taxId.format());
    }
}
