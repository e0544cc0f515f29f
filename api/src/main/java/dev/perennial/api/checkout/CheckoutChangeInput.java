package dev.perennial.api.checkout;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.emailAddress;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.command.Arguments;
import dev.perennial.api.field.NotOffered;
import dev.perennial.api.field.Types;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Values;
import dev.perennial.core.Patch;
import dev.perennial.core.customer.BillingAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer changes about an open session, alone or with the confirmation (spec 02 §14).
 *
 * @param confirmationTokenId what the browser's card form made; only with a confirmation
 */
record CheckoutChangeInput(Optional<UUID> productId, Optional<UUID> priceId, Patch<String> name, Optional<String> email, Patch<String> billingName,
        Optional<BillingAddress> address, Optional<Boolean> business, Patch<String> locale, Patch<String> paymentMethodType,
        Optional<Boolean> allowTrial, Optional<Map<String, @Nullable Object>> answers, Optional<String> confirmationTokenId) {

    /** A change with the confirmation. */
    static Supplier<CheckoutChangeInput> readConfirmation(Fields in) {
        var confirmationTokenId = in.optional("confirmation_token_id", text().blankAsNull());
        return read(in, confirmationTokenId);
    }

    /** A change alone. */
    static Supplier<CheckoutChangeInput> read(Fields in) {
        return read(in, Optional.empty());
    }

    private static Supplier<CheckoutChangeInput> read(Fields in, Optional<String> confirmationTokenId) {
        var productId = in.optional("product_id", uuid());
        var priceId = in.optional("product_price_id", uuid());
        if (priceId.isPresent() && productId.isEmpty()) {
            in.refuse("product_price_id", "a price can be chosen only together with its product.");
        }
        var name = in.patch("customer_name", Types.NAME);
        var email = in.optional("customer_email", emailAddress());
        var billingName = in.patch("customer_billing_name", text().blankAsNull());
        var address = in.optional("customer_billing_address", Types.ADDRESS);
        var business = in.optional("is_business_customer", bool());
        var locale = in.patch("locale", Types.LOCALE);
        var paymentMethodType = in.patch("payment_method_type", text());
        var allowTrial = in.optional("allow_trial", bool().must(allowed -> !allowed, "only the merchant can allow it.").described("const", false));
        var answers = in.ifSent("custom_field_data", Values.answers());
        in.optional("amount", CheckoutInput.AMOUNT);
        NotOffered.refuse(in, "discount_code", "seats", "customer_tax_id");
        return () -> new CheckoutChangeInput(productId, priceId, name, email, billingName, address, business, locale, paymentMethodType,
                allowTrial, answers, confirmationTokenId);
    }

    Arguments arguments() {
        return new Arguments().with("product_id", productId).with("product_price_id", priceId).with("customer_name", name)
                .with("customer_email", email).with("customer_billing_name", billingName)
                .with("customer_billing_address", address.map(CheckoutChangeInput::lines)).with("is_business_customer", business)
                .with("locale", locale).with("payment_method_type", paymentMethodType).with("allow_trial", allowTrial)
                .with("custom_field_data", answers);
    }

    static Map<String, Object> lines(BillingAddress address) {
        Map<String, Object> lines = new LinkedHashMap<>();
        put(lines, "line1", address.line1());
        put(lines, "line2", address.line2());
        put(lines, "postal_code", address.postalCode());
        put(lines, "city", address.city());
        put(lines, "state", address.state());
        put(lines, "country", address.country());
        return lines;
    }

    private static void put(Map<String, Object> lines, String name, @Nullable String value) {
        if (value != null) {
            lines.put(name, value);
        }
    }
}
