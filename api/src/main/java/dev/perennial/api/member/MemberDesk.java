package dev.perennial.api.member;

import dev.perennial.api.customer.CustomerEvents;
import dev.perennial.api.field.EmailDomains;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Problems;
import dev.perennial.core.address.EmailAddress;
import dev.perennial.api.platform.idempotency.RequestIds;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerType;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.identity.NotPermitted;
import dev.perennial.core.member.Member;
import dev.perennial.core.member.MemberRole;
import dev.perennial.core.member.Members;
import dev.perennial.core.testclock.BillingTime;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Adds, changes and removes members, each in one transaction under the lock of their customer (spec 06 §2). */
@Singleton
public class MemberDesk {
    private final TransactionOperations<Connection> transactions;
    private final Customers customers;
    private final Members members;
    private final EmailDomains domains;
    private final CustomerEvents events;
    private final BillingTime time;

    MemberDesk(TransactionOperations<Connection> transactions, Customers customers, Members members, EmailDomains domains, CustomerEvents events,
            BillingTime time) {
        this.transactions = transactions;
        this.customers = customers;
        this.members = members;
        this.domains = domains;
        this.events = events;
        this.time = time;
    }

    /**
     * Adds a member; whoever has the address already stays as they are, and is the answer.
     *
     * @throws NotPermitted if the organization's customers have no members, or if the customer is one person
     */
    public Member add(UUID customerId, MemberInput input) {
        return underLock(customerId, customer -> {
            boolean alone = customer.type() == CustomerType.INDIVIDUAL && !members.ofCustomer(customerId).isEmpty();
            if (alone || !members.areUsedBy(customer.organizationId())) {
                throw new NotPermitted(alone ? "A single person has no further members." : "Members are not enabled for this organization.");
            }
            Optional<Member> existing = members.findByEmail(customerId, input.email());
            return existing.orElseGet(() -> added(customer, input));
        });
    }

    private Member added(Customer customer, MemberInput input) {
        Problems problems = new Problems();
        domains.check(Optional.of(input.email()), "email", problems);
        input.externalId().filter(id -> members.findByExternalId(customer.id(), id).isPresent()).ifPresent(
                id -> problems.add("value_error", Loc.body("external_id"), "Another member of this customer has this external ID.", id));
        problems.throwIfAny();
        Instant now = time.now(customer.testClockId());
        Member member = new Member(RequestIds.next(), now, null, customer.organizationId(), customer.id(), input.email(), input.name().orElse(null),
                input.externalId().orElse(null), input.role(), null);
        members.insert(member);
        events.about(customer).member("member.created", member).write(now);
        return member;
    }

    /** Changes a member. Making somebody the owner makes the owner so far a billing manager. */
    public Member update(Member found, MemberInput.Change change) {
        return underLock(found.customerId(), customer -> {
            Member member = current(found);
            Optional<String> email = change.email().filter(wanted -> !wanted.equals(member.email()));
            Optional<MemberRole> role = change.role().filter(wanted -> wanted != member.role());
            refuse(customer, member, email, role);
            Instant now = time.now(customer.testClockId());
            Member changed = change.name().map(name -> member.named(name, now)).orElse(member);
            changed = email.isPresent() ? changed.reachedAt(email.get(), now) : changed;
            if (role.isPresent()) {
                if (role.get() == MemberRole.OWNER) {
                    // First the one, then the other: at no time are there two owners.
                    members.findOwner(customer.id()).ifPresent(owner -> members.update(owner.as(MemberRole.BILLING_MANAGER, now)));
                }
                changed = changed.as(role.get(), now);
            }
            members.update(changed);
            events.about(customer).member("member.updated", changed).write(now);
            return changed;
        });
    }

    private void refuse(Customer customer, Member member, Optional<String> email, Optional<MemberRole> role) {
        Problems problems = new Problems();
        email.ifPresent(wanted -> {
            if (member.isOwner() && customer.type() == CustomerType.INDIVIDUAL) {
                problems.add("value_error", Loc.body("email"), "This is the customer's own address: change the customer instead.", wanted);
            } else if (!EmailAddress.isSame(wanted, member.email()) && members.findByEmail(customer.id(), wanted).isPresent()) {
                problems.add("value_error", Loc.body("email"), "Another member of this customer has this address.", wanted);
            } else {
                domains.check(email, "email", problems);
            }
        });
        if (role.isPresent() && member.isOwner()) {
            problems.add("value_error", Loc.body("role"), "A customer needs an owner: make somebody else the owner instead.", role.get().wire());
        }
        problems.throwIfAny();
    }

    /**
     * Removes a member, whose sessions end with that.
     *
     * @param parameter the path's variable the member was named by
     */
    public void remove(Member found, String parameter) {
        underLock(found.customerId(), customer -> {
            Member member = current(found);
            if (member.isOwner()) {
                throw InvalidRequest.of("value_error", Loc.path(parameter), "A customer needs an owner.", member.id());
            }
            Instant now = time.now(customer.testClockId());
            Member removed = member.deleted(now);
            members.update(removed);
            events.about(customer).member("member.deleted", removed).write(now);
            return removed;
        });
    }

    private Member current(Member found) {
        return members.find(found.id()).orElseThrow(ApiError::notFound);
    }

    private Member underLock(UUID customerId, Function<Customer, Member> change) {
        return transactions.executeWrite(_ -> {
            Customer customer = customers.lock(customerId);
            if (customer.deletedAt() != null) {
                throw ApiError.notFound();
            }
            return change.apply(customer);
        });
    }
}
