package dev.perennial.api.portal;

import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.customer.CustomerEvents;
import dev.perennial.api.customer.TaxDetails;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Problems;
import dev.perennial.core.Patch;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.payment.DefaultMethod;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.testclock.BillingTime;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Changes what customers may change about themselves (spec 06 §5.2); the payment processor hears of it afterwards. */
@Singleton
class PortalCustomerDesk {
    private final TransactionOperations<Connection> transactions;
    private final Customers customers;
    private final PaymentMethods methods;
    private final DefaultMethod defaults;
    private final CustomerEvents events;
    private final BillingTime time;

    PortalCustomerDesk(TransactionOperations<Connection> transactions, Customers customers, PaymentMethods methods, DefaultMethod defaults,
            CustomerEvents events, BillingTime time) {
        this.transactions = transactions;
        this.customers = customers;
        this.methods = methods;
        this.defaults = defaults;
        this.events = events;
        this.time = time;
    }

    /** What a customer wants changed. */
    record Change(Optional<String> billingName, Optional<BillingAddress> address, Patch<String> taxId, Optional<UUID> defaultMethod) {
        static Supplier<Change> read(Fields in) {
            var billingName = in.optional("billing_name", text().blankAsNull());
            var address = TaxDetails.address(in);
            var taxId = in.patch("tax_id", text().blankAsNull());
            var method = in.optional("default_payment_method_id", uuid());
            if (in.isNull("default_payment_method_id")) {
                in.refuse("default_payment_method_id", "missing", "The default payment method can't be removed.");
            }
            return () -> new Change(billingName, address, taxId, method);
        }
    }

    Customer update(UUID id, Change change) {
        return transactions.executeWrite(_ -> {
            // Subscriptions and their orders come before their customer in the order of locks.
            change.defaultMethod().ifPresent(wanted -> choose(id, wanted));
            Customer customer = customers.lock(id);
            Problems problems = new Problems();
            var edit = TaxDetails.apply(customer.edit(), customer, change.address(), change.taxId(), problems);
            change.billingName().ifPresent(edit::billingName);
            change.defaultMethod().ifPresent(wanted -> {
                if (!isTheirs(id, wanted)) {
                    problems.add("invalid", Loc.body("default_payment_method_id"), "This is none of your payment methods.", wanted);
                }
                edit.defaultPaymentMethodId(wanted);
            });
            problems.throwIfAny();
            Instant now = time.now(customer.testClockId());
            Customer changed = edit.done(now);
            customers.update(changed);
            customers.followUp(id, time.realNow());
            events.about(changed).customer("customer.updated", changed).internal(Customer.PROFILE_CHANGED).write(now);
            return changed;
        });
    }

    /** Moves what paid with the former default to another one of the customer's methods; what is none of theirs is refused afterwards. */
    private void choose(UUID id, UUID wanted) {
        defaults.lock(id);
        Customer customer = customers.get(id);
        if (!wanted.equals(customer.defaultPaymentMethodId()) && isTheirs(id, wanted)) {
            defaults.choose(id, wanted, defaults.standing(id).orElse(null), time.now(customer.testClockId()));
        }
    }

    private boolean isTheirs(UUID id, UUID method) {
        return methods.find(method).filter(found -> found.customerId().equals(id)).isPresent();
    }
}
