package dev.perennial.core.wire.persistence;

import dev.perennial.core.customer.Customers;
import dev.perennial.core.webhook.CustomerStates;
import dev.perennial.core.wire.Representations;
import jakarta.inject.Singleton;
import java.util.UUID;

@Singleton
final class RepresentedCustomerStates implements CustomerStates {
    private final Customers customers;
    private final Representations representations;

    RepresentedCustomerStates(Customers customers, Representations representations) {
        this.customers = customers;
        this.representations = representations;
    }

    @Override
    public Object of(UUID customerId) {
        return representations.customerState(customers.get(customerId));
    }
}
