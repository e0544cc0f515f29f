package dev.perennial.core.wire;

import dev.perennial.core.order.TaxBehavior;
import dev.perennial.core.time.IntervalUnit;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.PaymentNeed;
import dev.perennial.core.customer.BillingAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What both the merchant and the buyer are told of a checkout session. */
public record CheckoutFacts(@JsonUnwrapped Session session, @JsonUnwrapped Amounts amounts, @JsonUnwrapped Offer offer,
        @JsonUnwrapped Buying buying) {

    /** The session itself and where it leads. */
    public record Session(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId,
            @Form(of = CheckoutStatus.class) String status, String clientSecret,
            String url, Instant expiresAt, String successUrl, @Nullable String returnUrl, @Nullable String embedOrigin, @Nullable String locale,
            Map<String, Object> customFieldData, @Form(oneOf = "stripe") String paymentProcessor, @Nullable String paymentMethodType,
            Map<String, String> paymentProcessorMetadata) {}

    /**
     * What it comes to, in minor units.
     *
     * @param subtotalAmount the net amount, for clients of earlier generations
     * @param taxAmount null while it is not known
     */
    public record Amounts(long amount, long discountAmount, long netAmount, long subtotalAmount, @Nullable Long taxAmount,
            @Nullable @Form(of = TaxBehavior.class) String taxBehavior, long totalAmount, String currency, @Nullable Integer seats,
            @Nullable Integer minSeats,
            @Nullable Integer maxSeats, @Nullable Integer units, @Nullable Integer minUnits, @Nullable Integer maxUnits) {}

    /** What is offered and what it asks of the buyer's card. */
    public record Offer(UUID productId, UUID productPriceId, @Nullable CheckoutProductView product, @Nullable PriceView productPrice,
            List<CheckoutProductView> products, Map<UUID, List<PriceView>> prices, @Nullable UUID discountId, @Nullable Object discount,
            boolean allowDiscountCodes, boolean allowTrial, @Nullable @Form(of = IntervalUnit.class) String activeTrialInterval,
            @Nullable Integer activeTrialIntervalCount,
            @Nullable Instant trialEnd, boolean isDiscountApplicable, boolean isFreeProductPrice, boolean isPaymentRequired,
            boolean isPaymentSetupRequired, boolean isPaymentFormRequired, List<CustomFieldView.Attached> attachedCustomFields) {}

    /**
     * Who buys, as far as it is known.
     *
     * @param customerBillingAddressFields the same as {@code billingAddressFields} for clients of earlier generations
     */
    public record Buying(@Nullable UUID customerId, boolean isBusinessCustomer, @Nullable String customerName, @Nullable String customerEmail,
            @Nullable @Form(format = "ipvanyaddress") String customerIpAddress, @Nullable String customerBillingName,
            @Nullable BillingAddress customerBillingAddress,
            @Nullable String customerTaxId, boolean requireBillingAddress, CheckoutAddressFields billingAddressFields,
            CheckoutAddressFields.Asked customerBillingAddressFields) {}

    private static final Pattern CHECKOUT_ID = Pattern.compile("(?:\\{|%7[Bb])CHECKOUT_ID(?:}|%7[Dd])");

    /**
     * @param products those of the session, in its order
     * @param price the selected one, archived or not
     * @param processor what the page needs to talk to the payment processor
     * @param frontendUrl base of the checkout pages
     */
    public static CheckoutFacts of(Checkout checkout, List<Product> products, Price price, Map<String, String> processor, String frontendUrl) {
        return new CheckoutFacts(sessionOf(checkout, processor, frontendUrl), amountsOf(checkout), offerOf(checkout, products, price),
                buyingOf(checkout));
    }

    /** The answer to a confirmation says so even when the purchase is complete by the time it is written. */
    CheckoutFacts confirmed() {
        var s = session;
        return new CheckoutFacts(new Session(s.id, s.createdAt, s.modifiedAt, s.organizationId, CheckoutStatus.CONFIRMED.wire(), s.clientSecret,
                s.url, s.expiresAt, s.successUrl, s.returnUrl, s.embedOrigin, s.locale, s.customFieldData, s.paymentProcessor, s.paymentMethodType,
                s.paymentProcessorMetadata), amounts, offer, buying);
    }

    private static Session sessionOf(Checkout checkout, Map<String, String> processor, String frontendUrl) {
        var options = checkout.options();
        String url = frontendUrl + "/checkout/" + checkout.clientSecret();
        return new Session(checkout.id(), checkout.createdAt(), checkout.modifiedAt(), checkout.organizationId(), checkout.status().wire(),
                checkout.clientSecret(), url, checkout.expiresAt(), successUrl(options.successUrl(), url + "/confirmation", checkout.id()),
                options.returnUrl(), options.embedOrigin(), options.locale(), checkout.content().customFieldData(), "stripe",
                options.paymentMethodType(), processor);
    }

    /** The merchant's address with the session's id in place of {@code {CHECKOUT_ID}}, its braces plain or percent-encoded in either case (INP-5); any other brace stays. */
    static String successUrl(@Nullable String chosen, String fallback, UUID id) {
        String url = chosen == null ? fallback : chosen;
        return CHECKOUT_ID.matcher(url).replaceAll(id.toString());
    }

    private static Amounts amountsOf(Checkout checkout) {
        long amount = checkout.amount().minorUnits();
        return new Amounts(amount, 0, amount, amount, null, null, amount, checkout.amount().currency().code(), null, null, null,
                null, null, null);
    }

    private static Offer offerOf(Checkout checkout, List<Product> products, Price price) {
        var selected = products.stream().filter(product -> product.id().equals(checkout.productId())).findFirst()
                .orElseThrow(() -> new IllegalStateException("checkout " + checkout.id() + " does not offer its product " + checkout.productId()));
        var need = PaymentNeed.of(checkout, selected.isRecurring());
        Map<UUID, List<PriceView>> prices = new LinkedHashMap<>();
        products.forEach(product -> prices.put(product.id(), ProductView.pricesOf(product)));
        return new Offer(checkout.productId(), checkout.priceId(), CheckoutProductView.of(selected), PriceView.of(price, selected),
                products.stream().map(CheckoutProductView::of).toList(), prices, null, null, checkout.options().allowDiscountCodes(),
                checkout.options().allowTrial(), null, null, null, !price.isFree(), price.isFree(), need.payment(), need.setup(), need.form(),
                ProductView.fieldsOf(selected));
    }

    private static Buying buyingOf(Checkout checkout) {
        var buyer = checkout.buyer();
        var fields = CheckoutAddressFields.of(checkout);
        return new Buying(buyer.customerId(), buyer.business(), buyer.name(), buyer.email(), buyer.ipAddress(), buyer.billingName(),
                buyer.billingAddress(), null, checkout.options().requireBillingAddress(), fields, fields.asked());
    }
}
