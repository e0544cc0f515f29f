package dev.perennial.api.customer;

import dev.perennial.api.field.Types;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Problems;
import dev.perennial.core.Patch;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerEdit;
import dev.perennial.core.taxid.TaxIds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Address and tax id, which have to fit each other (spec 06 §1.3 and §1.4). Whatever else is changed never tests them again. */
public final class TaxDetails {
    private TaxDetails() {}

    /** The address of a partial change: once set, it can't be removed. */
    public static Optional<BillingAddress> address(Fields in) {
        var address = in.optional("billing_address", Types.ADDRESS);
        if (in.isNull("billing_address")) {
            in.refuse("billing_address", "it can't be reset to null once set.");
        }
        return address;
    }

    /**
     * Notes what is wrong with a tax id, or answers it in its standard form.
     *
     * @param address where the customer is
     */
    static Customer.@Nullable TaxId read(String written, @Nullable BillingAddress address, Problems problems) {
        if (address == null) {
            problems.add("missing", Loc.body("billing_address"), "A tax id needs the country of a billing address.", null);
            return null;
        }
        return TaxIds.read(written, address.country()).orElseGet(() -> {
            problems.add("invalid", Loc.body("tax_id"), "This is no tax id of " + address.country() + ".", written);
            return null;
        });
    }

    /** Changes address and tax id as far as they were sent, and notes what is wrong with them together. */
    public static CustomerEdit apply(CustomerEdit edit, Customer before, Optional<BillingAddress> sentAddress, Patch<String> sentTaxId,
            Problems problems) {
        BillingAddress address = sentAddress.orElse(before.billingAddress());
        Customer.TaxId stored = before.taxId();
        Customer.TaxId taxId = switch (sentTaxId) {
            case Patch.Clear<String> _ -> null;
            case Patch.Replace<String>(String written) -> read(written, address, problems);
            case Patch.Keep<String> _ -> stored == null || sentAddress.isEmpty() ? stored : read(stored.value(), address, problems);
        };
        return edit.billingAddress(address).taxId(taxId);
    }
}
