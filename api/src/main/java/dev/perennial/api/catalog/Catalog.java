package dev.perennial.api.catalog;

import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.idempotency.RequestIds;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Problems;
import dev.perennial.core.Patch;
import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.PriceRules;
import dev.perennial.core.catalog.PriceRules.Candidate;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.customfield.CustomField;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.money.Currency;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.time.BillingInterval;
import dev.perennial.core.time.IntervalUnit;
import dev.perennial.core.wire.ProductView;
import dev.perennial.core.wire.Representations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Creates and changes products, each in one transaction. */
@Singleton
class Catalog {
    private final TransactionOperations<Connection> transactions;
    private final Organizations organizations;
    private final Products products;
    private final Extras extras;
    private final Outbox outbox;
    private final Representations representations;
    private final BillingTime time;

    Catalog(TransactionOperations<Connection> transactions, Organizations organizations, Products products, Extras extras, Outbox outbox,
            Representations representations, BillingTime time) {
        this.transactions = transactions;
        this.organizations = organizations;
        this.products = products;
        this.extras = extras;
        this.outbox = outbox;
        this.representations = representations;
        this.time = time;
    }

    ProductView create(ProductInput input) {
        Problems problems = new Problems();
        check(input.prices().stream().map(made -> Candidate.added(made.amount())).toList(), defaultCurrency(input.organizationId()), problems);
        extras.checkMedias(input.organizationId(), input.medias(), problems);
        List<CustomField.Attached> fields = extras.attached(input.organizationId(), input.questions(), problems);
        problems.throwIfAny();
        Instant now = time.now(null);
        UUID id = RequestIds.next();
        Optional<Product> earlier = products.find(id); // By an earlier try of the same request.
        if (earlier.isPresent()) {
            return representations.product(earlier.get());
        }
        Product product = new Product(id, now, null, input.organizationId(), input.name(), input.description().orElse(null), input.visibility(),
                input.interval().orElse(null), false, input.metadata(), made(input.prices(), id, now), fields, List.of());
        return transactions.executeWrite(_ -> {
            products.insert(product);
            products.replaceMedias(id, input.medias());
            return published(id, "product.created", now);
        });
    }

    ProductView update(UUID id, ProductInput.Change change, MerchantCaller caller) {
        Product product = products.find(id).filter(found -> caller.reaches(found.organizationId())).orElseThrow(ApiError::notFound);
        caller.demand(Permission.PRODUCTS_MANAGE, product.organizationId());
        Problems problems = new Problems();
        checkInterval(product.interval(), change, problems);
        List<PriceInput> prices = change.prices()
                .orElseGet(() -> product.prices().stream().<PriceInput>map(price -> new PriceInput.Kept(price.id())).toList());
        checkPrices(product, prices, problems);
        change.medias().ifPresent(ids -> extras.checkMedias(product.organizationId(), ids, problems));
        Optional<List<CustomField.Attached>> fields = change.questions()
                .map(questions -> extras.attached(product.organizationId(), questions, problems));
        problems.throwIfAny();
        Instant now = time.now(null);
        Product changed = new Product(id, product.createdAt(), now, product.organizationId(), change.name().orElse(product.name()),
                change.description().appliedTo(product.description()), change.visibility().orElse(product.visibility()), product.interval(),
                change.archived().orElse(product.archived()), change.metadata().orElse(product.metadata()), product.prices());
        return transactions.executeWrite(_ -> {
            products.update(changed);
            change.medias().ifPresent(ids -> products.replaceMedias(id, ids));
            fields.ifPresent(attached -> products.replaceFields(id, attached));
            products.archivePrices(product.prices().stream().map(Price::id).filter(price -> !prices.contains(new PriceInput.Kept(price))).toList(),
                    now);
            products.insertPrices(made(prices.stream().filter(PriceInput.Made.class::isInstance).map(PriceInput.Made.class::cast).toList(), id, now));
            return published(id, "product.updated", now);
        });
    }

    private ProductView published(UUID id, String event, Instant now) {
        Product stored = products.get(id);
        ProductView view = representations.product(stored);
        outbox.append(List.of(new Fact(event, stored.organizationId(), id, id, () -> view)), now);
        return view;
    }

    /** A price's amount never changes, and neither does the rhythm a product is sold in. */
    private static void checkInterval(@Nullable BillingInterval current, ProductInput.Change change, Problems problems) {
        IntervalUnit unit = current == null ? null : current.unit();
        boolean other = switch (change.unit()) {
            case Patch.Keep<IntervalUnit> _ -> false;
            case Patch.Clear<IntervalUnit> _ -> unit != null;
            case Patch.Replace<IntervalUnit>(IntervalUnit wanted) -> wanted != unit;
        };
        if (other) {
            problems.add("value_error", Loc.body("recurring_interval"), "The interval of a product can't be changed.", null);
        }
        change.count().filter(count -> current == null || current.count() != count).ifPresent(count -> problems.add("value_error",
                Loc.body("recurring_interval_count"), "The interval of a product can't be changed.", count));
    }

    private void checkPrices(Product product, List<PriceInput> prices, Problems problems) {
        Map<UUID, Price> active = product.prices().stream().collect(Collectors.toMap(Price::id, Function.identity()));
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < prices.size(); i++) {
            switch (prices.get(i)) {
                case PriceInput.Made made -> candidates.add(Candidate.added(made.amount()));
                case PriceInput.Kept(UUID id) -> {
                    Price kept = active.get(id);
                    if (kept == null) {
                        problems.add("value_error", Loc.body("prices", i), "The product has no such price.", id);
                    } else {
                        candidates.add(Candidate.kept(kept.amount()));
                    }
                }
            }
        }
        if (candidates.size() == prices.size()) {
            check(candidates, defaultCurrency(product.organizationId()), problems);
        }
    }

    private static void check(List<Candidate> prices, Currency defaultCurrency, Problems problems) {
        for (PriceRules.Violation wrong : PriceRules.violations(prices, defaultCurrency)) {
            if (wrong.index().isPresent()) {
                int index = wrong.index().getAsInt();
                problems.add(wrong.type(), Loc.body("prices", index, "price_amount"), wrong.message(), prices.get(index).amount().minorUnits());
            } else {
                problems.add(wrong.type(), Loc.body("prices"), wrong.message(), null);
            }
        }
    }

    /** Prices are made a microsecond apart: their order is that of their creation. */
    private static List<Price> made(List<PriceInput.Made> inputs, UUID product, Instant now) {
        List<Price> prices = new ArrayList<>();
        for (PriceInput.Made input : inputs) {
            prices.add(new Price(UUID.randomUUID(), now.plus(prices.size(), ChronoUnit.MICROS), null, product, Price.CATALOG, input.amount(),
                    input.taxBehavior().orElse(null), false));
        }
        return prices;
    }

    private Currency defaultCurrency(UUID organizationId) {
        return organizations.get(organizationId).defaultCurrency();
    }
}
