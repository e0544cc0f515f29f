package dev.perennial.api.checkout;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.emailAddress;
import static dev.perennial.api.platform.input.Values.listOf;
import static dev.perennial.api.platform.input.Values.metadataMap;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;
import static dev.perennial.api.platform.input.Values.whole;

import dev.perennial.api.field.NotOffered;
import dev.perennial.api.field.Types;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Values;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.money.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session to be created. */
record CheckoutInput(Offer offer, Optional<Currency> currency, Who who, boolean requireBillingAddress, boolean allowDiscountCodes,
        boolean allowTrial, Optional<String> locale, Optional<String> successUrl, Optional<String> returnUrl, Optional<String> embedOrigin,
        Map<String, Object> metadata, Map<String, Object> customerMetadata, Map<String, @Nullable Object> answers) {
    /** Only prices without an amount of their own heed it: those that are sold here all have one. */
    static final Value<Integer> AMOUNT = whole().atLeast(0);
    private static final Value<List<UUID>> PRODUCTS = listOf(uuid()).size(1, Integer.MAX_VALUE).must(ids -> new HashSet<>(ids).size() == ids.size(),
            "a product can be offered only once.");

    /**
     * What is offered: products, or in a body of earlier generations one product or exactly one price of one.
     *
     * @param price the price, where it was named instead of its product
     */
    record Offer(List<UUID> products, Optional<UUID> price) {
        static Supplier<Offer> read(Fields in) {
            if (!in.has("products") && in.has("product_price_id")) {
                var price = in.required("product_price_id", uuid());
                return () -> new Offer(List.of(), Optional.of(price.get()));
            }
            if (!in.has("products") && in.has("product_id")) {
                var product = in.required("product_id", uuid());
                return () -> new Offer(List.of(product.get()), Optional.empty());
            }
            var products = in.required("products", PRODUCTS);
            return () -> new Offer(products.get(), Optional.empty());
        }
    }

    /**
     * Who is going to buy, as far as the merchant knows.
     *
     * @param business whether it was said that a company buys
     */
    record Who(Optional<UUID> customerId, Optional<String> externalCustomerId, Optional<String> name, Optional<String> email,
            Optional<String> billingName, Optional<BillingAddress> address, Optional<String> ipAddress, Optional<Boolean> business) {
        static Supplier<Who> read(Fields in) {
            var customerId = in.optional("customer_id", uuid());
            var ours = in.optional("external_customer_id", text().blankAsNull());
            var legacy = in.optional("customer_external_id", text().blankAsNull());
            var externalId = ours.or(() -> legacy);
            var name = in.optional("customer_name", Types.NAME);
            var email = in.optional("customer_email", emailAddress());
            var billingName = in.optional("customer_billing_name", text().blankAsNull());
            var address = in.optional("customer_billing_address", Types.ADDRESS);
            var ipAddress = in.optional("customer_ip_address", Types.IP_ADDRESS);
            var business = in.optional("is_business_customer", bool().described("default", false));
            return () -> new Who(customerId, externalId, name, email, billingName, address, ipAddress, business);
        }
    }

    static Supplier<CheckoutInput> read(Fields in) {
        var offer = Offer.read(in);
        var currency = in.optional("currency", Types.CURRENCY);
        var who = Who.read(in);
        boolean requireBillingAddress = in.orElse("require_billing_address", bool(), false);
        boolean allowDiscountCodes = in.orElse("allow_discount_codes", bool(), true);
        boolean allowTrial = in.optional("allow_trial", bool().described("default", true)).orElse(true);
        var locale = in.optional("locale", Types.LOCALE);
        var successUrl = in.optional("success_url", Types.WEB_ADDRESS);
        var returnUrl = in.optional("return_url", Types.WEB_ADDRESS);
        var embedOrigin = in.optional("embed_origin", Types.ORIGIN);
        in.optional("amount", AMOUNT);
        var metadata = in.orElse("metadata", metadataMap(), Map.of());
        var customerMetadata = in.orElse("customer_metadata", metadataMap(), Map.of());
        var answers = in.orElse("custom_field_data", Values.answers(), Map.<String, @Nullable Object>of());
        NotOffered.refuse(in, "trial_interval", "trial_interval_count", "discount_id", "seats", "min_seats", "max_seats", "subscription_id", "prices",
                "customer_tax_id");
        return () -> new CheckoutInput(offer.get(), currency, who.get(), requireBillingAddress, allowDiscountCodes, allowTrial, locale, successUrl,
                returnUrl, embedOrigin, metadata, customerMetadata, answers);
    }
}
