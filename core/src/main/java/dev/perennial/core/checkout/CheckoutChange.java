package dev.perennial.core.checkout;

import dev.perennial.core.money.Currency;
import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.command.InvalidCommand;
import dev.perennial.core.command.Outcome.Problem;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customfield.Answers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to change about an open session: only the keys that are present are applied (spec 02 §14).
 *
 * @param keys the command's body, by the names of the wire
 */
public record CheckoutChange(Map<String, Object> keys) {
    private static final String ANSWERS = "custom_field_data";

    /** The product the session is to switch to, or null; another currency is another price of the same product. */
    public @Nullable UUID productId(Checkout checkout) {
        if (keys.get("product_id") instanceof String id) {
            return UUID.fromString(id);
        }
        return currencyOf(checkout).equals(checkout.amount().currency()) ? null : checkout.productId();
    }

    private Currency currencyOf(Checkout checkout) {
        return keys.get("currency") instanceof String code ? Currency.of(code) : checkout.amount().currency();
    }

    /**
     * The session after the change.
     *
     * @param current the product it was opened or changed to last
     * @param target the product it switches to, or null when it stays with its own
     * @throws InvalidCommand if the product is not offered, archived, or not sold in the session's currency
     */
    public Checkout applyTo(Checkout checkout, Product current, @Nullable Product target, boolean customerIsLinked, Answering answering,
            Instant now) {
        Checkout changed = target == null ? checkout : switched(checkout, target, now);
        return changed.with(buyer(checkout.buyer(), customerIsLinked), now).with(options(checkout.options()),
                content(checkout.content(), answers(checkout.content().customFieldData(), target == null ? current : target, answering)), now);
    }

    private Checkout switched(Checkout checkout, Product target, Instant now) {
        if (!checkout.productIds().contains(target.id()) || target.archived()) {
            throw invalid("product_id", "This product is not offered in this checkout.");
        }
        Object wanted = keys.get("product_price_id");
        // A price that is named brings its currency with it.
        var choice = wanted == null ? target.pricesIn(currencyOf(checkout)) : target.prices();
        Price price = choice.stream().filter(each -> wanted == null || (each.id().toString().equals(wanted) && !each.archived())).findFirst()
                .orElseThrow(() -> invalid(wanted != null ? "product_price_id" : keys.containsKey("product_id") ? "product_id" : "currency",
                        "This product has no such price in the checkout's currency."));
        return checkout.withProduct(target.id(), price.id(), price.amount(), now);
    }

    private Buyer buyer(Buyer buyer, boolean customerIsLinked) {
        boolean business = keys.get("is_business_customer") instanceof Boolean flag ? flag : buyer.business();
        boolean noBusinessAnyMore = Boolean.FALSE.equals(keys.get("is_business_customer"));
        return new Buyer(buyer.customerId(), buyer.externalCustomerId(), text("customer_name", buyer.name()),
                // The address of a known customer is the customer's to change, not the session's.
                customerIsLinked ? buyer.email() : text("customer_email", buyer.email()),
                noBusinessAnyMore ? null : text("customer_billing_name", buyer.billingName()), address(buyer.billingAddress()),
                text("customer_ip_address", buyer.ipAddress()), business);
    }

    private @Nullable BillingAddress address(@Nullable BillingAddress current) {
        if (!(keys.get("customer_billing_address") instanceof Map<?, ?> address)) {
            return current;
        }
        return new BillingAddress(line(address, "line1"), line(address, "line2"), line(address, "postal_code"), line(address, "city"),
                line(address, "state"),
                Objects.toString(address.get("country")));
    }

    private static @Nullable String line(Map<?, ?> address, String key) { return address.get(key) instanceof String text ? text : null; }

    private Checkout.Options options(Checkout.Options options) {
        return new Checkout.Options(flag("require_billing_address", options.requireBillingAddress()),
                flag("allow_discount_codes", options.allowDiscountCodes()),
                flag("allow_trial", options.allowTrial()), text("locale", options.locale()), text("success_url", options.successUrl()),
                text("return_url", options.returnUrl()), text("embed_origin", options.embedOrigin()),
                text("payment_method_type", options.paymentMethodType()));
    }

    /** What becomes of the answers that are there when others are sent (spec 02 §4). */
    public enum Answering {
        /** A change adds to them. */
        MERGE,
        /** A confirmation carries all of them. */
        REPLACE
    }

    private Map<String, Object> answers(Map<String, Object> stored, Product product, Answering answering) {
        boolean isFinal = answering == Answering.REPLACE;
        Map<String, Object> sent = keys.get(ANSWERS) instanceof Map<?, ?> ? map(ANSWERS, Map.of()) : Map.of();
        Answers answers = Answers.of(product.fields(), sent, isFinal ? Answers.Completeness.FINAL : Answers.Completeness.EDITING);
        if (!answers.problems().isEmpty()) {
            throw new InvalidCommand(answers.problems().stream()
                    .map(wrong -> new Problem(wrong.type(), List.of(ANSWERS, wrong.slug()), wrong.message(), null)).toList());
        }
        Map<String, Object> kept = new LinkedHashMap<>(isFinal ? Map.of() : stored);
        kept.putAll(answers.values());
        return kept;
    }

    private Checkout.Content content(Checkout.Content content, Map<String, Object> answers) {
        return new Checkout.Content(map("metadata", content.metadata()), map("customer_metadata", content.customerMetadata()),
                answers);
    }

    private @Nullable String text(String key, @Nullable String current) {
        return keys.containsKey(key) ? keys.get(key) instanceof String text ? text : null : current;
    }

    private boolean flag(String key, boolean current) { return keys.get(key) instanceof Boolean flag ? flag : current; }

    @SuppressWarnings("unchecked") // A JSON object has names for keys.
    private Map<String, Object> map(String key, Map<String, Object> current) {
        return keys.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : current;
    }

    private static InvalidCommand invalid(String field, String message) {
        return new InvalidCommand(List.of(new Problem("value_error", List.of(field), message, null)));
    }
}
