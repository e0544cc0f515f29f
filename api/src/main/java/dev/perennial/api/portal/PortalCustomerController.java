package dev.perennial.api.portal;

import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.input.Body;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.identity.PortalCaller;
import dev.perennial.core.wire.PortalCustomerView;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;

/** The customer in person. */
@Controller("/v1/customer-portal/customers/me")
class PortalCustomerController {
    private final Customers customers;
    private final PortalCustomerDesk desk;

    PortalCustomerController(Customers customers, PortalCustomerDesk desk) {
        this.customers = customers;
        this.desk = desk;
    }

    @Get
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {PortalScopes.READ, PortalScopes.WRITE})
    @Operation("customer_portal:customers:get")
    PortalCustomerView get(PortalCaller caller) {
        return PortalCustomerView.of(customers.get(caller.customerId()));
    }

    @Patch
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = PortalScopes.WRITE)
    @Operation("customer_portal:customers:update")
    PortalCustomerView update(PortalCaller caller, Body body) {
        var change = body.read(PortalCustomerDesk.Change::read);
        caller.demandBilling();
        return PortalCustomerView.of(desk.update(caller.customerId(), change));
    }
}
