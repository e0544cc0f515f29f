package dev.perennial.api.checkout;

import dev.perennial.api.field.EmailDomains;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.idempotency.RequestIds;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Problems;
import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.checkout.Buyer;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.customfield.Answers;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.identity.Token;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.money.Currency;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.wire.CheckoutView;
import dev.perennial.core.wire.Representations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens checkout sessions: what is offered, for how much, to whom, as far as the merchant has said it. */
@Singleton
class CheckoutDesk {
    private static final Set<String> STATES_ALWAYS_ASKED = Set.of("US", "CA");

    private final TransactionOperations<Connection> transactions;
    private final Organizations organizations;
    private final Products products;
    private final Customers customers;
    private final Checkouts checkouts;
    private final EmailDomains domains;
    private final Outbox outbox;
    private final Representations representations;
    private final BillingTime time;
    private final SecureRandom random = new SecureRandom();

    CheckoutDesk(TransactionOperations<Connection> transactions, Organizations organizations, Products products, Customers customers,
            Checkouts checkouts, EmailDomains domains, Outbox outbox, Representations representations, BillingTime time) {
        this.transactions = transactions;
        this.organizations = organizations;
        this.products = products;
        this.customers = customers;
        this.checkouts = checkouts;
        this.domains = domains;
        this.outbox = outbox;
        this.representations = representations;
        this.time = time;
    }

    CheckoutView open(CheckoutInput input, MerchantCaller caller) {
        Selection selection = input.offer().price().map(id -> onlyPrice(id, caller)).orElseGet(() -> firstOf(input, caller));
        Organization organization = selection.seller();
        caller.demand(Permission.SALES_MANAGE, organization.id());
        Problems problems = new Problems();
        Customer customer = customer(input.who(), organization.id(), problems).orElse(null);
        domains.check(input.who().email(), "customer_email", problems);
        Answers answers = Answers.of(selection.product().fields(), input.answers(), Answers.Completeness.EDITING);
        answers.problems().forEach(wrong -> problems.add(wrong.type(), Loc.body("custom_field_data", wrong.slug()), wrong.message(),
                input.answers().get(wrong.slug())));
        problems.throwIfAny();
        Checkout checkout = session(input, answers.values(), selection, customer);
        Optional<Checkout> opened = RequestIds.areDerived() ? checkouts.find(checkout.id()) : Optional.empty(); // By an earlier try of the same request.
        if (opened.isPresent()) {
            return representations.checkout(opened.get());
        }
        return transactions.executeWrite(_ -> {
            checkouts.insert(checkout);
            CheckoutView view = representations.checkout(checkout, selection.offered());
            outbox.append(List.of(new Fact("checkout.created", organization.id(), checkout.id(), checkout.id(), () -> view)), checkout.createdAt());
            return view;
        });
    }

    /** What the session begins with. */
    private record Selection(Organization seller, List<Product> offered, Product product, Price price) {}

    private Selection firstOf(CheckoutInput input, MerchantCaller caller) {
        List<Product> offered = offered(input.offer().products(), caller);
        Organization organization = organizations.get(offered.getFirst().organizationId());
        List<Price> prices = prices(offered, input.currency().orElse(organization.defaultCurrency()));
        return new Selection(organization, offered, offered.getFirst(), prices.getFirst());
    }

    private Selection onlyPrice(UUID id, MerchantCaller caller) {
        Price price = products.prices(List.of(id)).get(id);
        Product product = price == null ? null : products.find(price.productId()).orElse(null);
        String reason = null;
        if (price == null || product == null || !caller.may(Permission.SALES_READ, product.organizationId())) {
            reason = "Price does not exist.";
        } else if (price.archived()) {
            reason = "Price is archived.";
        } else {
            reason = reasonAgainst(product);
        }
        if (price == null || product == null || reason != null) {
            throw InvalidRequest.of("value_error", Loc.body("product_price_id"), String.valueOf(reason), id);
        }
        return new Selection(organizations.get(product.organizationId()), List.of(product), product, price);
    }

    private static @Nullable String reasonAgainst(Product product) {
        return product.archived() ? "Product is archived." : product.visibility() == Visibility.DRAFT ? "Product is a draft." : null;
    }

    private List<Product> offered(List<UUID> ids, MerchantCaller caller) {
        Map<UUID, Product> found = products.findAll(ids);
        Problems problems = new Problems();
        List<Product> offered = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Product product = found.get(ids.get(i));
            boolean known = product != null && caller.may(Permission.SALES_READ, product.organizationId());
            String reason = product == null || !known ? "Product does not exist." : reasonAgainst(product);
            if (product == null || reason != null) {
                problems.add("value_error", Loc.body("products", i), String.valueOf(reason), ids.get(i));
            } else {
                offered.add(product);
            }
        }
        if (offered.stream().map(Product::organizationId).distinct().count() > 1) {
            problems.add("value_error", Loc.body("products"), "Products must all belong to the same organization.", ids);
        }
        problems.throwIfAny();
        return offered;
    }

    /** Each product's price in the currency: the buyer may switch to any of them. */
    private static List<Price> prices(List<Product> offered, Currency currency) {
        Problems problems = new Problems();
        List<Price> prices = new ArrayList<>();
        for (int i = 0; i < offered.size(); i++) {
            Optional<Price> price = offered.get(i).pricesIn(currency).stream().findFirst();
            if (price.isEmpty()) {
                problems.add("value_error", Loc.body("products", i), "Product is not available in " + currency.code() + ".", offered.get(i).id());
            }
            price.ifPresent(prices::add);
        }
        problems.throwIfAny();
        return prices;
    }

    private Optional<Customer> customer(CheckoutInput.Who who, UUID organizationId, Problems problems) {
        if (who.customerId().isPresent()) {
            UUID id = who.customerId().get();
            Optional<Customer> customer = customers.find(id).filter(one -> one.organizationId().equals(organizationId) && one.deletedAt() == null);
            if (customer.isEmpty()) {
                problems.add("value_error", Loc.body("customer_id"), "Customer does not exist.", id);
            }
            return customer;
        }
        return who.externalCustomerId().flatMap(id -> customers.findByExternalId(organizationId, id));
    }

    @SuppressWarnings("NullAway") // The null of a field that was left empty is kept like any answer.
    private Checkout session(CheckoutInput input, Map<String, @Nullable Object> answers, Selection selection, @Nullable Customer customer) {
        Product selected = selection.product();
        Price price = selection.price();
        UUID clock = customer == null ? null : customer.testClockId();
        Instant now = time.now(clock);
        Instant expiresAt = now.plus(Checkout.LIFETIME);
        Buyer buyer = buyer(input.who(), customer);
        String locale = input.locale().orElse(customer == null ? null : customer.locale());
        var options = new Checkout.Options(input.requireBillingAddress() || isDetailed(buyer.billingAddress()), input.allowDiscountCodes(),
                input.allowTrial(), locale, input.successUrl().orElse(null), input.returnUrl().orElse(null), input.embedOrigin().orElse(null), null);
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.putAll(answers);
        var content = new Checkout.Content(input.metadata(), input.customerMetadata(), kept);
        return new Checkout(RequestIds.next(), now, null, selected.organizationId(), CheckoutStatus.OPEN,
                Token.generate(TokenKind.CHECKOUT_SECRET, random).value(), expiresAt,
                selection.offered().stream().map(Product::id).toList(), selected.id(), price.id(), price.amount(),
                buyer,
                options, content, null, null, clock, expiresAt);
    }

    /** What the merchant has left open is taken from the customer. */
    private static Buyer buyer(CheckoutInput.Who who, @Nullable Customer customer) {
        if (customer == null) {
            return new Buyer(null, who.externalCustomerId().orElse(null), who.name().orElse(null), who.email().orElse(null),
                    who.billingName().orElse(null), who.address().orElse(null), who.ipAddress().orElse(null), who.business().orElse(false));
        }
        boolean company = customer.explicitBillingName() != null && isDetailed(customer.billingAddress());
        return new Buyer(customer.id(), who.externalCustomerId().orElse(customer.externalId()), who.name().orElse(customer.name()),
                who.email().orElse(customer.email()), who.billingName().orElse(customer.billingName()),
                who.address().orElse(customer.billingAddress()),
                who.ipAddress().orElse(null), who.business().orElse(company));
    }

    /** Whether an address says more than the country, and where that is always asked the state. */
    private static boolean isDetailed(@Nullable BillingAddress address) {
        return address != null && (address.line1() != null || address.line2() != null || address.city() != null || address.postalCode() != null
                || (address.state() != null && !STATES_ALWAYS_ASKED.contains(address.country())));
    }

    /**
     * The customer's e-mail domain, for changes that bring a new address.
     *
     * @throws InvalidRequest if mail can't be sent there
     */
    void checkDomain(Optional<String> email) {
        Problems problems = new Problems();
        domains.check(email, "customer_email", problems);
        problems.throwIfAny();
    }
}
