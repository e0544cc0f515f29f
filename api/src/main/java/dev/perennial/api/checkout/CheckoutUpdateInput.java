package dev.perennial.api.checkout;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.emailAddress;
import static dev.perennial.api.platform.input.Values.metadataMap;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.command.Arguments;
import dev.perennial.api.field.NotOffered;
import dev.perennial.api.field.Types;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Values;
import dev.perennial.core.money.Currency;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a merchant changes about an open session (spec 02 §14): whatever the buyer can, and the session's own terms.
 *
 * @param email the buyer's address, if it is changed
 */
record CheckoutUpdateInput(Optional<String> email, Arguments arguments) {
    static Supplier<CheckoutUpdateInput> read(Fields in) {
        var email = in.optional("customer_email", emailAddress());
        Arguments said = new Arguments().with("customer_email", email);
        readSelection(in, said);
        readBuyer(in, said);
        said.with("require_billing_address", in.optional("require_billing_address", bool()))
                .with("allow_discount_codes", in.optional("allow_discount_codes", bool())).with("allow_trial", in.optional("allow_trial", bool()))
                .with("metadata", in.ifSent("metadata", metadataMap())).with("customer_metadata", in.optional("customer_metadata", metadataMap()))
                .with("success_url", in.patch("success_url", Types.WEB_ADDRESS)).with("return_url", in.patch("return_url", Types.WEB_ADDRESS))
                .with("embed_origin", in.patch("embed_origin", Types.ORIGIN))
                .with("custom_field_data", in.ifSent("custom_field_data", Values.answers()));
        NotOffered.refuse(in, "discount_id", "trial_interval", "trial_interval_count", "seats", "customer_tax_id");
        return () -> new CheckoutUpdateInput(email, said);
    }

    private static void readSelection(Fields in, Arguments said) {
        var productId = in.optional("product_id", uuid());
        var priceId = in.optional("product_price_id", uuid());
        if (priceId.isPresent() && productId.isEmpty()) {
            in.refuse("product_price_id", "a price can be chosen only together with its product.");
        }
        in.optional("amount", CheckoutInput.AMOUNT);
        said.with("product_id", productId).with("product_price_id", priceId)
                .with("currency", in.optional("currency", Types.CURRENCY).map(Currency::code));
    }

    private static void readBuyer(Fields in, Arguments said) {
        said.with("customer_name", in.patch("customer_name", Types.NAME))
                .with("customer_billing_name", in.patch("customer_billing_name", text().blankAsNull()))
                .with("customer_billing_address", in.optional("customer_billing_address", Types.ADDRESS).map(CheckoutChangeInput::lines))
                .with("is_business_customer", in.optional("is_business_customer", bool())).with("locale", in.patch("locale", Types.LOCALE))
                .with("customer_ip_address", in.patch("customer_ip_address", Types.IP_ADDRESS));
    }
}
