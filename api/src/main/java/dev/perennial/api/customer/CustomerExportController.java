package dev.perennial.api.customer;

import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.csv.CsvExport;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerSearch;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.persistence.Json;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Status;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All customers as a table for spreadsheets (spec 01 §9.4). */
@Controller("/v1/customers")
class CustomerExportController {
    private static final int BATCH = 500;
    private static final List<String> COLUMNS = List.of("ID", "External ID", "Created At", "Email", "Name", "Tax ID", "Billing Address Line 1",
            "Billing Address Line 2", "Billing Address City", "Billing Address State", "Billing Address Zip", "Billing Address Country", "Metadata");

    private final CustomerSearch search;
    private final Json json;

    CustomerExportController(CustomerSearch search, Json json) {
        this.search = search;
        this.json = json;
    }

    @Get("/export")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"customers:read", "customers:write"})
    @Status(HttpStatus.OK)
    @Produces({"text/csv", MediaType.ALL}) // Whatever a client says it accepts, there is but this.
    HttpResponse<InputStream> export(MerchantCaller caller, Query query) {
        Set<UUID> organizations = query.read(in -> {
            var permitted = in.organizations(caller, Permission.CUSTOMERS_READ);
            Supplier<Set<UUID>> building = () -> permitted;
            return building;
        });
        return CsvExport.of("polar-customers.csv", COLUMNS, last -> search.after(organizations, last, BATCH), this::cells);
    }

    private List<@Nullable Object> cells(Customer customer) {
        BillingAddress address = customer.billingAddress();
        Customer.TaxId taxId = customer.taxId();
        @Nullable
        Object[] cells = {customer.id(), customer.externalId(), customer.createdAt(), customer.email(), customer.name(),
                taxId == null ? null : taxId.value(), null, null, null, null, null, null,
                customer.metadata().isEmpty() ? null : json.writeForWire(customer.metadata())};
        if (address != null) {
            @Nullable
            Object[] lines = {address.line1(), address.line2(), address.city(), address.state(), address.postalCode(), address.country()};
            System.arraycopy(lines, 0, cells, COLUMNS.indexOf("Billing Address Line 1"), lines.length);
        }
        return Arrays.asList(cells);
    }
}
