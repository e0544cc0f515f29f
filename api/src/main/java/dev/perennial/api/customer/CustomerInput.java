package dev.perennial.api.customer;

import static dev.perennial.api.platform.input.Values.emailAddress;
import static dev.perennial.api.platform.input.Values.metadataMap;
import static dev.perennial.api.platform.input.Values.objectOf;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.field.Types;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.OrganizationField;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.Patch;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.CustomerType;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.member.Member;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** A customer to be created. Only a team may come without an address. */
record CustomerInput(UUID organizationId, CustomerType type, Optional<String> email, Optional<String> externalId, Optional<String> name,
        Optional<BillingAddress> address, Optional<String> taxId, Optional<String> locale, Optional<Member.Owner> owner,
        Map<String, Object> metadata) {
    private static final Value<String> WORD = text().blankAsNull();
    private static final Value<CustomerType> TYPE = oneOf(CustomerType.class);

    static Supplier<CustomerInput> read(Fields in, MerchantCaller caller) {
        var organization = OrganizationField.read(in, caller);
        var type = in.orElse("type", TYPE, CustomerType.INDIVIDUAL);
        var email = in.optional("email", emailAddress());
        if (type == CustomerType.INDIVIDUAL && !in.has("email")) {
            in.refuse("email", "missing", "This field is required.");
        } else if (type == CustomerType.INDIVIDUAL && in.isNull("email")) {
            in.refuse("email", "string_type", "A string is expected here.");
        }
        var externalId = in.optional("external_id", WORD);
        var name = in.optional("name", Types.NAME);
        var address = in.optional("billing_address", Types.ADDRESS);
        var taxId = in.optional("tax_id", WORD);
        var locale = in.optional("locale", Types.LOCALE);
        var owner = in.optional("owner", objectOf(CustomerInput::owner));
        var metadata = in.orElse("metadata", metadataMap(), Map.of());
        return () -> new CustomerInput(organization.get(), type, email, externalId, name, address, taxId, locale, owner, metadata);
    }

    private static Supplier<Member.Owner> owner(Fields in) {
        var email = in.required("email", emailAddress());
        var name = in.optional("name", Types.NAME);
        var externalId = in.optional("external_id", WORD);
        return () -> new Member.Owner(email.get(), name.orElse(null), externalId.orElse(null));
    }

    /**
     * What is to be changed about a customer.
     *
     * @param type cleared, when {@code null} was sent
     */
    record Change(Optional<String> email, Optional<String> externalId, Patch<CustomerType> type, Patch<String> name, Optional<BillingAddress> address,
            Patch<String> taxId, Patch<String> locale, Optional<Map<String, Object>> metadata) {

        static Supplier<Change> read(Fields in) {
            var externalId = in.optional("external_id", WORD);
            var type = in.patch("type", TYPE);
            Supplier<Change> others = readByExternalId(in);
            return () -> {
                Change change = others.get();
                return new Change(change.email, externalId, type, change.name, change.address, change.taxId, change.locale, change.metadata);
            };
        }

        /** Found by its external id, a customer keeps it, and their type. */
        static Supplier<Change> readByExternalId(Fields in) {
            var email = in.optional("email", emailAddress());
            var name = in.patch("name", Types.NAME);
            var address = TaxDetails.address(in);
            var taxId = in.patch("tax_id", WORD);
            var locale = in.patch("locale", Types.LOCALE);
            var metadata = in.ifSent("metadata", metadataMap());
            return () -> new Change(email, Optional.empty(), Patch.keep(), name, address, taxId, locale, metadata);
        }
    }
}
