package dev.perennial.api.customer;

import dev.perennial.api.platform.error.ApiError;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerSearch;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the customers a merchant's caller can see, by their own id or by the merchant's. */
@Singleton
public class FindCustomer {
    private final Customers customers;
    private final CustomerSearch search;

    FindCustomer(Customers customers, CustomerSearch search) {
        this.customers = customers;
        this.search = search;
    }

    /** The live customer of this id, if the caller may see it. */
    public Optional<Customer> byId(MerchantCaller caller, UUID id) {
        return customers.find(id).filter(found -> found.deletedAt() == null && caller.may(Permission.CUSTOMERS_READ, found.organizationId()));
    }

    /**
     * The live customer that the merchant knows by this id.
     *
     * @throws ApiError if a person sees it in several organizations
     */
    public Optional<Customer> byExternalId(MerchantCaller caller, String externalId) {
        Set<UUID> visible = caller.organizations().stream().filter(one -> caller.may(Permission.CUSTOMERS_READ, one)).collect(Collectors.toSet());
        List<Customer> found = search.findByExternalId(visible, externalId);
        if (found.size() > 1) {
            throw ApiError.of("AmbiguousExternalCustomerID", "Several of your organizations have a customer with this external ID.");
        }
        return found.stream().findFirst();
    }
}
