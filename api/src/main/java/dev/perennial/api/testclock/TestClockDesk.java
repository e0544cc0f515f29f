package dev.perennial.api.testclock;

import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerSearch;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.testclock.TestClock;
import dev.perennial.core.testclock.TestClockAdvancing;
import dev.perennial.core.testclock.TestClocks;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Makes test clocks and puts customers on them. */
@Singleton
class TestClockDesk {
    private final TransactionOperations<Connection> transactions;
    private final TestClocks clocks;
    private final Customers customers;
    private final CustomerSearch search;
    private final BillingTime time;

    TestClockDesk(TransactionOperations<Connection> transactions, TestClocks clocks, Customers customers, CustomerSearch search, BillingTime time) {
        this.transactions = transactions;
        this.clocks = clocks;
        this.customers = customers;
        this.search = search;
        this.time = time;
    }

    TestClock create(UUID organizationId, String name, Instant frozenTime) {
        TestClock clock = new TestClock(UUID.randomUUID(), time.realNow(), null, organizationId, name, frozenTime, frozenTime, TestClock.Status.READY,
                null, null);
        clocks.insert(clock);
        return clock;
    }

    /**
     * Puts a customer on a clock; one that is on it already stays there.
     *
     * @throws InvalidRequest if the clock's organization has no such customer
     * @throws ApiError if the customer has bought something or follows another clock
     */
    TestClock attach(UUID clockId, UUID customerId) {
        return transactions.executeWrite(_ -> {
            TestClock clock = clocks.lock(clockId);
            if (clock.status() == TestClock.Status.ADVANCING) {
                throw new TestClockAdvancing();
            }
            if (customers.find(customerId).filter(one -> one.organizationId().equals(clock.organizationId())).isEmpty()) {
                throw unknown(customerId);
            }
            Customer customer = Optional.of(customers.lock(customerId)).filter(one -> one.deletedAt() == null).orElseThrow(() -> unknown(customerId));
            if (!clockId.equals(customer.testClockId())) {
                requireFree(customer);
                clocks.attach(clockId, customerId, clock.frozenTime());
            }
            return clock;
        });
    }

    private void requireFree(Customer customer) {
        if (customer.testClockId() != null) {
            throw conflict("This customer is on another test clock.");
        }
        if (search.hasPurchases(customer.id())) {
            throw conflict("This customer has orders or subscriptions in real time.");
        }
    }

    private static ApiError conflict(String detail) {
        return new ApiError(HttpStatus.CONFLICT, "CustomerNotEligibleForTestClock", detail);
    }

    private static InvalidRequest unknown(UUID customerId) {
        return InvalidRequest.of("value_error", Loc.body("customer_id"), "Customer does not exist.", customerId);
    }
}
