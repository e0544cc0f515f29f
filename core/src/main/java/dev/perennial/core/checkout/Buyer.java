package dev.perennial.core.checkout;

import dev.perennial.core.customer.BillingAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is buying, as far as the session knows. */
public record Buyer(@Nullable UUID customerId, @Nullable String externalCustomerId, @Nullable String name, @Nullable String email,
        @Nullable String billingName, @Nullable BillingAddress billingAddress, @Nullable String ipAddress, boolean business) {

    /** The same buyer as one of the merchant's customers. */
    public Buyer linkedTo(UUID customer) {
        return new Buyer(customer, externalCustomerId, name, email, billingName, billingAddress, ipAddress, business);
    }
}
