package dev.perennial.api.customer;

import dev.perennial.api.field.EmailDomains;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Problems;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.SqlFailure;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.wire.CustomerView;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates and changes customers, each in one transaction. */
@Singleton
class CustomerDesk {
    private static final String EMAIL_KEY = "customer_email";
    private static final String EXTERNAL_ID_KEY = "customer_external_id";

    private final TransactionOperations<Connection> transactions;
    private final Customers customers;
    private final EmailDomains domains;
    private final Outbox outbox;
    private final BillingTime time;

    CustomerDesk(TransactionOperations<Connection> transactions, Customers customers, EmailDomains domains, Outbox outbox, BillingTime time) {
        this.transactions = transactions;
        this.customers = customers;
        this.domains = domains;
        this.outbox = outbox;
        this.time = time;
    }

    CustomerView create(CustomerInput input) {
        Problems problems = new Problems();
        domains.check(Optional.of(input.email()), "email", problems);
        refuseTaken(input.organizationId(), null, Optional.of(input.email()), input.externalId(), problems);
        problems.throwIfAny();
        Instant now = time.realNow();
        return stored(input.email(), input.externalId(), () -> {
            Customer customer = new Customer(UUID.randomUUID(), now, null, input.organizationId(), input.externalId().orElse(null), input.email(),
                    false,
                    input.name().orElse(null), null, input.address().orElse(null), null, input.locale().orElse(null), input.metadata(),
                    customers.nextShortId(now), null, null, null, null);
            customers.insert(customer);
            return published(customer, "customer.created", now);
        });
    }

    CustomerView update(UUID id, CustomerInput.Change change) {
        Problems problems = new Problems();
        domains.check(change.email(), "email", problems);
        problems.throwIfAny();
        return stored(change.email().orElse(null), change.externalId(), () -> {
            Customer customer = customers.lock(id);
            Optional<String> email = change.email().filter(wanted -> !wanted.equalsIgnoreCase(customer.email()));
            refuseTaken(customer.organizationId(), customer, email, change.externalId(), problems);
            problems.throwIfAny();
            Instant now = time.now(customer.testClockId());
            Customer changed = new Customer(id, customer.createdAt(), now, customer.organizationId(),
                    change.externalId().orElse(customer.externalId()), email.orElse(customer.email()), email.isEmpty() && customer.emailVerified(),
                    change.name().appliedTo(customer.name()), customer.explicitBillingName(), change.address().orElse(customer.billingAddress()),
                    customer.taxId(), change.locale().appliedTo(customer.locale()), change.metadata().orElse(customer.metadata()),
                    customer.shortId(), customer.processorCustomerId(), customer.defaultPaymentMethodId(), customer.testClockId(),
                    customer.deletedAt());
            customers.update(changed);
            return published(changed, "customer.updated", now);
        });
    }

    private CustomerView published(Customer customer, String event, Instant now) {
        CustomerView view = CustomerView.of(customer);
        outbox.append(List.of(new Fact(event, customer.organizationId(), customer.id(), customer.id(), () -> view)), now);
        outbox.customerStateChanged(customer.organizationId(), customer.id());
        return view;
    }

    private void refuseTaken(UUID organizationId, @Nullable Customer current, Optional<String> email, Optional<String> externalId,
            Problems problems) {
        email.filter(wanted -> customers.findByEmail(organizationId, wanted).isPresent())
                .ifPresent(wanted -> problems.add("value_error", Loc.body("email"), "A customer with this email address already exists.", wanted));
        if (externalId.isEmpty() || (current != null && Objects.equals(current.externalId(), externalId.get()))) {
            return;
        }
        if (current != null && current.externalId() != null) {
            problems.add("value_error", Loc.body("external_id"), "The external id can't be changed once it is set.", externalId.get());
        } else if (customers.findByExternalId(organizationId, externalId.get()).isPresent()) {
            problems.add("value_error", Loc.body("external_id"), "A customer with this external ID already exists.", externalId.get());
        }
    }

    /** Of two requests for the same address at the same time the database lets one through; the other hears what it would have heard a moment later. */
    private CustomerView stored(@Nullable String email, Optional<String> externalId, Supplier<CustomerView> change) {
        try {
            return transactions.executeWrite(_ -> change.get());
        } catch (SqlFailure.DuplicateKey taken) {
            throw switch (String.valueOf(taken.constraint())) {
                case EMAIL_KEY -> InvalidRequest.of("value_error", Loc.body("email"), "A customer with this email address already exists.", email);
                case EXTERNAL_ID_KEY -> InvalidRequest.of("value_error", Loc.body("external_id"),
                        "A customer with this external ID already exists.", externalId.orElse(null));
                default -> taken;
            };
        }
    }
}
