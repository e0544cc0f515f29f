package dev.perennial.core.wire.persistence;

import static dev.perennial.core.wire.persistence.GatheredRepresentations.find;
import static dev.perennial.core.wire.persistence.GatheredRepresentations.ids;
import static dev.perennial.core.wire.persistence.GatheredRepresentations.known;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.payment.PaymentAttemptSearch;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.wire.CheckoutConfirmedView;
import dev.perennial.core.wire.CheckoutFacts;
import dev.perennial.core.wire.CheckoutPublicView;
import dev.perennial.core.wire.CheckoutView;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gathers what the representations of a checkout session are made of. */
@Singleton
class CheckoutGathering {
    private final Products products;
    private final Customers customers;
    private final PaymentAttemptSearch attempts;
    private final Settings settings;

    CheckoutGathering(Products products, Customers customers, PaymentAttemptSearch attempts, Settings settings) {
        this.products = products;
        this.customers = customers;
        this.attempts = attempts;
        this.settings = settings;
    }

    List<CheckoutView> views(List<Checkout> all) {
        Map<UUID, CheckoutFacts> facts = facts(all);
        return all.stream().map(checkout -> CheckoutView.of(checkout, known(facts, checkout.id()))).toList();
    }

    CheckoutView view(Checkout checkout, Collection<Product> offered) {
        var goods = offered.stream().collect(toMap(Product::id, identity()));
        return CheckoutView.of(checkout, known(facts(List.of(checkout), goods), checkout.id()));
    }

    CheckoutPublicView publicView(Checkout checkout, Organization organization) {
        return CheckoutPublicView.of(known(facts(List.of(checkout)), checkout.id()), organization);
    }

    CheckoutConfirmedView confirmedView(Checkout checkout, Organization organization, @Nullable String sessionToken) {
        return CheckoutConfirmedView.of(known(facts(List.of(checkout)), checkout.id()), organization, sessionToken);
    }

    private Map<UUID, CheckoutFacts> facts(List<Checkout> all) {
        return facts(all, products.findAll(all.stream().flatMap(one -> one.productIds().stream()).collect(toSet())));
    }

    private Map<UUID, CheckoutFacts> facts(List<Checkout> all, Map<UUID, Product> goods) {
        Map<UUID, Price> prices = products.prices(ids(all, Checkout::priceId), goods.values());
        var paying = all.stream().filter(CheckoutGathering::hasPayment).toList();
        Map<UUID, PaymentAttempt> latest = attempts.latestOfCheckouts(ids(paying, Checkout::id));
        Map<UUID, Customer> buyers = customers.findAll(ids(paying, checkout -> checkout.buyer().customerId()));
        Map<UUID, CheckoutFacts> facts = new LinkedHashMap<>();
        for (Checkout one : all) {
            var offered = one.productIds().stream().map(id -> known(goods, id)).toList();
            var processor = processorMetadata(latest.get(one.id()), find(buyers, one.buyer().customerId()));
            facts.put(one.id(), CheckoutFacts.of(one, offered, known(prices, one.priceId()), processor, settings.frontendUrl().toString()));
        }
        return facts;
    }

    /** A failed payment sets the session back to open, and with it there is nothing left for the page to finish. */
    private static boolean hasPayment(Checkout checkout) {
        return switch (checkout.status()) {
            case CONFIRMED, SUCCEEDED -> true;
            case OPEN, EXPIRED, FAILED -> false;
        };
    }

    private Map<String, String> processorMetadata(@Nullable PaymentAttempt attempt, @Nullable Customer buyer) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("publishable_key", settings.stripePublishableKey());
        if (buyer != null && buyer.processorCustomerId() != null) {
            metadata.put("customer_id", buyer.processorCustomerId());
        }
        if (attempt != null && attempt.clientSecret() != null) {
            metadata.put("intent_client_secret", attempt.clientSecret());
            metadata.put("intent_status", statusOf(attempt.state()));
        }
        return metadata;
    }

    /** The processor's word for how its intent stands. */
    private static String statusOf(PaymentAttempt.State state) {
        return switch (state) {
            case STARTED, UNKNOWN, PROCESSING -> "processing";
            case REQUIRES_ACTION -> "requires_action";
            case SUCCEEDED -> "succeeded";
            case FAILED -> "requires_payment_method";
        };
    }
}
