package dev.perennial.api.customer;

import static dev.perennial.api.platform.input.Values.emailAddress;
import static dev.perennial.api.platform.input.Values.metadataMap;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.field.NotOffered;
import dev.perennial.api.field.Types;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.OrganizationField;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.Patch;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.identity.MerchantCaller;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** A customer to be created. */
record CustomerInput(UUID organizationId, String email, Optional<String> externalId, Optional<String> name, Optional<BillingAddress> address,
        Optional<String> locale, Map<String, Object> metadata) {
    private static final Value<String> EXTERNAL_ID = text().blankAsNull();

    static Supplier<CustomerInput> read(Fields in, MerchantCaller caller) {
        var organization = OrganizationField.read(in, caller);
        onlyIndividuals(in);
        var email = in.required("email", emailAddress());
        var externalId = in.optional("external_id", EXTERNAL_ID);
        var name = in.optional("name", Types.NAME);
        var address = in.optional("billing_address", Types.ADDRESS);
        var locale = in.optional("locale", Types.LOCALE);
        var metadata = in.orElse("metadata", metadataMap(), Map.of());
        NotOffered.refuse(in, "tax_id", "owner");
        return () -> new CustomerInput(organization.get(), email.get(), externalId, name, address, locale, metadata);
    }

    private static void onlyIndividuals(Fields in) {
        in.optional("type", Types.names("individual", "team")).filter("team"::equals)
                .ifPresent(_ -> in.refuse("type", "customers who are teams are not available here."));
    }

    /** What is to be changed about a customer. */
    record Change(Optional<String> email, Optional<String> externalId, Patch<String> name, Optional<BillingAddress> address, Patch<String> locale,
            Optional<Map<String, Object>> metadata) {

        static Supplier<Change> read(Fields in) {
            var externalId = in.optional("external_id", EXTERNAL_ID);
            onlyIndividuals(in);
            Supplier<Change> others = readByExternalId(in);
            return () -> {
                Change change = others.get();
                return new Change(change.email, externalId, change.name, change.address, change.locale, change.metadata);
            };
        }

        /** Found by its external id, a customer keeps it. */
        static Supplier<Change> readByExternalId(Fields in) {
            var email = in.optional("email", emailAddress());
            var name = in.patch("name", Types.NAME);
            var address = in.optional("billing_address", Types.ADDRESS);
            if (in.has("billing_address") && address.isEmpty()) {
                in.refuse("billing_address", "it can't be removed once it is set.");
            }
            var locale = in.patch("locale", Types.LOCALE);
            var metadata = in.optional("metadata", metadataMap());
            NotOffered.refuse(in, "tax_id");
            return () -> new Change(email, Optional.empty(), name, address, locale, metadata);
        }
    }
}
