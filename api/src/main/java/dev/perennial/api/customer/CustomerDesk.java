package dev.perennial.api.customer;

import dev.perennial.api.field.EmailDomains;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Problems;
import dev.perennial.api.platform.idempotency.RequestIds;
import dev.perennial.core.Patch;
import dev.perennial.core.address.EmailAddress;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerEdit;
import dev.perennial.core.customer.CustomerType;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.member.Member;
import dev.perennial.core.member.Members;
import dev.perennial.core.persistence.SqlFailure;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.wire.CustomerView;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
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
    private static final String EMAIL_TAKEN = "A customer with this email address already exists.";
    private static final String EXTERNAL_ID_TAKEN = "A customer with this external ID already exists.";

    private final TransactionOperations<Connection> transactions;
    private final Customers customers;
    private final Members members;
    private final EmailDomains domains;
    private final CustomerEvents facts;
    private final BillingTime time;

    CustomerDesk(TransactionOperations<Connection> transactions, Customers customers, Members members, EmailDomains domains, CustomerEvents facts,
            BillingTime time) {
        this.transactions = transactions;
        this.customers = customers;
        this.members = members;
        this.domains = domains;
        this.facts = facts;
        this.time = time;
    }

    CustomerView create(CustomerInput input) {
        Problems problems = new Problems();
        domains.check(input.email(), "email", problems);
        domains.check(input.owner().map(Member.Owner::email), "owner", problems);
        refuseTaken(input.organizationId(), null, input.email(), input.externalId(), problems);
        problems.throwIfAny();
        Instant now = time.now(null);
        Customer.TaxId taxId = input.taxId().map(written -> TaxDetails.read(written, input.address().orElse(null), problems)).orElse(null);
        Optional<String> ownerEmail = input.owner().map(Member.Owner::email).or(input::email);
        if (ownerEmail.isEmpty()) {
            problems.add("value_error", Loc.body("email"), "A team needs an address, or an owner who has one.", null);
        }
        problems.throwIfAny();
        UUID id = RequestIds.next(); // Outside of the transaction, which may be taken twice: a repeat of the request has to come to the same id.
        return stored(input.email(), input.externalId(), () -> {
            Customer customer = new Customer(id, now, null, input.organizationId(), input.type(), input.externalId().orElse(null),
                    input.email().orElse(null), false, input.email().isPresent() ? null : ownerEmail.orElse(null), input.name().orElse(null), null,
                    input.address().orElse(null), taxId, input.locale().orElse(null), input.metadata(), customers.nextShortId(now), null, null, null,
                    null);
            customers.insert(customer);
            var batch = facts.about(customer);
            if (input.type() == CustomerType.TEAM || members.areUsedBy(customer.organizationId())) {
                Member owner = Member.ownerOf(customer, input.owner().orElse(Member.Owner.LIKE_THE_CUSTOMER));
                members.insert(owner);
                batch.member("member.created", owner);
            }
            batch.customer("customer.created", customer).write(now);
            return customer;
        });
    }

    /** @throws ApiError if the customer was deleted in the meantime */
    CustomerView update(UUID id, CustomerInput.Change change) {
        Problems problems = new Problems();
        domains.check(change.email(), "email", problems);
        problems.throwIfAny();
        return stored(change.email(), change.externalId(), () -> {
            Customer customer = locked(id);
            Optional<String> email = change.email().filter(wanted -> !EmailAddress.isSame(wanted, customer.email()));
            refuseTaken(customer.organizationId(), customer, email, change.externalId(), problems);
            refuseStepBack(customer, change.type(), problems);
            problems.throwIfAny();
            Instant now = time.now(customer.testClockId());
            CustomerEdit edit = TaxDetails.apply(customer.edit(), customer, change.address(), change.taxId(), problems);
            problems.throwIfAny();
            email.ifPresent(edit::email);
            change.externalId().ifPresent(edit::externalId);
            change.metadata().ifPresent(edit::metadata);
            if (change.type() instanceof Patch.Replace<CustomerType>(var wanted)) {
                edit.type(wanted);
            }
            Customer changed = edit.name(change.name().appliedTo(customer.name())).locale(change.locale().appliedTo(customer.locale())).done(now);
            customers.update(changed);
            if (email.isPresent() && changed.type() == CustomerType.INDIVIDUAL) {
                // A person and the owner of their account are one; whatever address the owner had drifted to is repaired by this.
                members.findOwner(id).ifPresent(owner -> members.update(owner.reachedAt(email.get(), now)));
            }
            facts.about(changed).customer("customer.updated", changed).write(now);
            return changed;
        });
    }

    private Customer locked(UUID id) {
        Customer customer = customers.lock(id);
        if (customer.deletedAt() != null) {
            throw ApiError.notFound();
        }
        return customer;
    }

    private static void refuseStepBack(Customer customer, Patch<CustomerType> wanted, Problems problems) {
        boolean away = switch (wanted) {
            case Patch.Keep<CustomerType> _ -> false;
            case Patch.Clear<CustomerType> _ -> true;
            case Patch.Replace<CustomerType>(var type) -> type == CustomerType.INDIVIDUAL;
        };
        if (away && customer.type() == CustomerType.TEAM) {
            problems.add("value_error", Loc.body("type"), "A team can't become a single person again.",
                    wanted instanceof Patch.Clear<CustomerType> ? null : CustomerType.INDIVIDUAL.wire());
        }
    }

    private void refuseTaken(UUID organizationId, @Nullable Customer current, Optional<String> email, Optional<String> externalId,
            Problems problems) {
        email.filter(wanted -> customers.findByEmail(organizationId, wanted).isPresent())
                .ifPresent(wanted -> problems.add("value_error", Loc.body("email"), EMAIL_TAKEN, wanted));
        if (externalId.isEmpty() || (current != null && Objects.equals(current.externalId(), externalId.get()))) {
            return;
        }
        if (current != null && current.externalId() != null) {
            problems.add("value_error", Loc.body("external_id"), "The external id can't be changed once it is set.", externalId.get());
        } else if (customers.findByExternalId(organizationId, externalId.get()).isPresent()) {
            problems.add("value_error", Loc.body("external_id"), EXTERNAL_ID_TAKEN, externalId.get());
        }
    }

    /** Of two requests for the same address at the same time the database lets one through; the other hears what it would have heard a moment later. */
    private CustomerView stored(Optional<String> email, Optional<String> externalId, Supplier<Customer> change) {
        try {
            return CustomerView.of(transactions.executeWrite(_ -> change.get()));
        } catch (SqlFailure.DuplicateKey taken) {
            throw switch (String.valueOf(taken.constraint())) {
                case EMAIL_KEY -> InvalidRequest.of("value_error", Loc.body("email"), EMAIL_TAKEN, email.orElse(null));
                case EXTERNAL_ID_KEY -> InvalidRequest.of("value_error", Loc.body("external_id"), EXTERNAL_ID_TAKEN, externalId.orElse(null));
                default -> taken;
            };
        }
    }
}
