package dev.perennial.core.wire;

import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer as seen by themselves. */
public record PortalCustomerView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, @Nullable String email, boolean emailVerified,
        @Nullable String name,
        @Nullable String billingName, @Nullable BillingAddress billingAddress, @Nullable List<String> taxId, Map<String, Object> oauthAccounts,
        @Nullable UUID defaultPaymentMethodId, BuyerView.Type type, @Nullable String locale) {
    public static PortalCustomerView of(Customer customer) {
        return new PortalCustomerView(customer.id(), customer.createdAt(), customer.modifiedAt(), customer.email(), customer.emailVerified(),
                customer.name(), customer.billingName(), customer.billingAddress(), CustomerFacts.taxIdOf(customer), Map.of(),
                customer.defaultPaymentMethodId(), BuyerView.Type.of(customer.type()), customer.locale());
    }
}
