package dev.perennial.api.customer;

import dev.perennial.api.platform.error.ApiError;
import dev.perennial.core.customer.Anonymization;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.identity.CustomerSessions;
import dev.perennial.core.identity.MemberSessions;
import dev.perennial.core.member.Member;
import dev.perennial.core.member.Members;
import dev.perennial.core.testclock.BillingTime;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Deletes customers (spec 06 §1.5). The customer, the members and their sessions go at once, and with them what the row says about a person where that is
 * wanted. Subscriptions, saved cards and copies in other tables belong to others: the fact of the deletion starts the workflow that ends and erases them, and the row
 * says that this is due until it is done (SUB-5).
 */
@Singleton
class CustomerDeletion {
    private final TransactionOperations<Connection> transactions;
    private final Customers customers;
    private final Members members;
    private final CustomerSessions customerSessions;
    private final MemberSessions memberSessions;
    private final CustomerEvents events;
    private final BillingTime time;

    CustomerDeletion(TransactionOperations<Connection> transactions, Customers customers, Members members, CustomerSessions customerSessions,
            MemberSessions memberSessions, CustomerEvents events, BillingTime time) {
        this.transactions = transactions;
        this.customers = customers;
        this.members = members;
        this.customerSessions = customerSessions;
        this.memberSessions = memberSessions;
        this.events = events;
        this.time = time;
    }

    /** @throws ApiError if somebody else deleted the customer just before */
    void delete(UUID id, boolean anonymize) {
        transactions.executeWrite(_ -> {
            Customer customer = customers.lock(id);
            if (customer.deletedAt() != null) {
                throw ApiError.notFound();
            }
            Instant now = time.now(customer.testClockId());
            var batch = events.about(customer);
            for (Member member : members.ofCustomer(id)) {
                Member removed = (anonymize ? member.anonymized(now) : member).deleted(now);
                members.update(removed);
                batch.member("member.deleted", removed);
            }
            customerSessions.endAllOf(id);
            memberSessions.endAllOf(id);
            Customer deleted = deleted(customer, now);
            Customer kept = anonymize ? Anonymization.of(deleted, now) : deleted;
            customers.update(kept);
            customers.followUp(id, time.realNow());
            batch.customer("customer.deleted", kept).write(now);
            return kept;
        });
    }

    /** The external id stays readable; others may use it because only those of live customers are taken. */
    private static Customer deleted(Customer customer, Instant now) {
        Map<String, Object> metadata = new HashMap<>(customer.metadata());
        if (customer.externalId() != null) {
            metadata.put(Customer.FREED_EXTERNAL_ID, customer.externalId());
        }
        return customer.edit().metadata(metadata).deletedAt(now).done(now);
    }
}
