package dev.perennial.activities.order;

import dev.perennial.core.customer.Customer;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.subscription.Subscription;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which saved method a subscription's orders are charged to: its own, else the customer's default, for the first charge and every retry alike. */
@Singleton
public class PayingMethod {
    private final PaymentMethods methods;

    PayingMethod(PaymentMethods methods) { this.methods = methods; }

    /** The method's id, or null when there is none that still exists. */
    public @Nullable UUID of(Subscription subscription, Customer customer) {
        UUID own = existing(subscription.paymentMethodId());
        return own == null ? existing(customer.defaultPaymentMethodId()) : own;
    }

    private @Nullable UUID existing(@Nullable UUID id) { return id != null && methods.find(id).isPresent() ? id : null; }
}
