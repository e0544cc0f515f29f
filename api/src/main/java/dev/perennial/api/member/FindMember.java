package dev.perennial.api.member;

import dev.perennial.api.platform.error.ApiError;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerSearch;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.member.Member;
import dev.perennial.core.member.Members;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Finds members a merchant's caller can see. Whoever belongs to the organization may, whatever their role. */
@Singleton
class FindMember {
    private final Customers customers;
    private final CustomerSearch search;
    private final Members members;

    FindMember(Customers customers, CustomerSearch search, Members members) {
        this.customers = customers;
        this.search = search;
        this.members = members;
    }

    /** @throws ApiError if there is no such customer */
    Customer customer(MerchantCaller caller, UUID id) {
        return customers.find(id).filter(found -> found.deletedAt() == null && caller.reaches(found.organizationId()))
                .orElseThrow(ApiError::notFound);
    }

    /** @throws ApiError if there is no such customer, or one in several of the caller's organizations */
    Customer customer(MerchantCaller caller, String externalId) {
        List<Customer> found = search.findByExternalId(caller.organizations(), externalId);
        if (found.size() > 1) {
            throw ApiError.of("AmbiguousExternalCustomerID", "Several of your organizations have a customer with this external ID.");
        }
        return found.stream().findFirst().orElseThrow(ApiError::notFound);
    }

    /** @throws ApiError if there is no such member */
    Member member(MerchantCaller caller, UUID id) {
        return members.find(id).filter(found -> caller.reaches(found.organizationId())).orElseThrow(ApiError::notFound);
    }

    /** @throws ApiError if the customer has no such member */
    Member member(Customer customer, UUID id) {
        return members.find(id).filter(found -> found.customerId().equals(customer.id())).orElseThrow(ApiError::notFound);
    }

    /** @throws ApiError if the customer has no such member */
    Member member(Customer customer, String externalId) {
        return members.findByExternalId(customer.id(), externalId).orElseThrow(ApiError::notFound);
    }
}
