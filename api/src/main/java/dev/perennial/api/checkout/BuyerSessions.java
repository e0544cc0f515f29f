package dev.perennial.api.checkout;

import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.identity.CustomerSessions;
import dev.perennial.core.order.Order;
import dev.perennial.core.order.Orders;
import dev.perennial.core.payment.PaymentAttemptSearch;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets a buyer into the portal after the purchase, unless that would open a stranger's account: knowing an e-mail address is no proof of owning it, so a
 * customer who was found by the address that was typed gets no session here (spec 02 §11).
 */
@Singleton
class BuyerSessions {
    private final Customers customers;
    private final Orders orders;
    private final PaymentAttemptSearch attempts;
    private final CustomerSessions sessions;

    BuyerSessions(Customers customers, Orders orders, PaymentAttemptSearch attempts, CustomerSessions sessions) {
        this.customers = customers;
        this.orders = orders;
        this.attempts = attempts;
        this.sessions = sessions;
    }

    /** Whether the session's customer was named when it was opened: linked before anybody has tried to pay. */
    boolean isCustomerChosenByMerchant(Checkout checkout) {
        return checkout.buyer().customerId() != null && attempts.timesOfCheckout(checkout.id()).isEmpty();
    }

    /** A token for the buyer of a confirmed session, or null where none may be given. */
    @Nullable
    String tokenFor(Checkout confirmed, boolean chosenByMerchant) {
        UUID id = confirmed.buyer().customerId();
        if (id == null) {
            return null;
        }
        Customer customer = customers.get(id);
        return chosenByMerchant || isMadeBy(confirmed, customer)
                ? sessions.open(id, confirmed.organizationId(), confirmed.options().returnUrl()).token().value()
                : null;
    }

    /** A customer made by this session's confirmation is as old as the payment it began, or where nothing is paid as its order. */
    private boolean isMadeBy(Checkout confirmed, Customer customer) {
        if (attempts.timesOfCheckout(confirmed.id()).contains(customer.createdAt())) {
            return true;
        }
        UUID order = confirmed.orderId();
        return order != null && orders.find(order).map(Order::createdAt).filter(customer.createdAt()::equals).isPresent();
    }
}
