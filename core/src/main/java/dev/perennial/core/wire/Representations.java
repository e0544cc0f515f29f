package dev.perennial.core.wire;

import dev.perennial.core.catalog.Product;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.order.Order;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.payment.Payment;
import dev.perennial.core.subscription.Subscription;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns domain records into their representations, with what else belongs in them. A list is gathered in a number of statements that does not grow with
 * its length. Read inside the transaction that made a change, an answer shows the change.
 */
public interface Representations {
    List<ProductView> products(List<Product> products);

    List<CustomerView> customers(List<Customer> customers);

    List<SubscriptionView> subscriptions(List<Subscription> subscriptions);

    List<OrderView> orders(List<Order> orders);

    List<CheckoutView> checkouts(List<Checkout> checkouts);

    List<PaymentView> payments(List<Payment> payments);

    default ProductView product(Product product) {
        return products(List.of(product)).getFirst();
    }

    default CustomerView customer(Customer customer) {
        return customers(List.of(customer)).getFirst();
    }

    default SubscriptionView subscription(Subscription subscription) {
        return subscriptions(List.of(subscription)).getFirst();
    }

    default OrderView order(Order order) {
        return orders(List.of(order)).getFirst();
    }

    default CheckoutView checkout(Checkout checkout) {
        return checkouts(List.of(checkout)).getFirst();
    }

    default PaymentView payment(Payment payment) {
        return payments(List.of(payment)).getFirst();
    }

    /** A session whose offered products are at hand. */
    CheckoutView checkout(Checkout checkout, Collection<Product> offered);

    /** The session as the buyer sees it. */
    CheckoutPublicView checkoutPublic(Checkout checkout, Organization seller);

    /**
     * The answer to a buyer's confirmation.
     *
     * @param sessionToken a customer session made for this buyer, or null where none may be given
     */
    CheckoutConfirmedView checkoutConfirmed(Checkout checkout, Organization seller, @Nullable String sessionToken);

    CustomerStateView customerState(Customer customer);
}
