package dev.perennial.core.catalog.persistence;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.perennial.core.catalog.Price;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.catalog.Visibility;
import dev.perennial.core.customfield.CustomField;
import dev.perennial.core.file.FileStore;
import dev.perennial.core.file.StoredFile;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.time.BillingInterval;
import dev.perennial.core.time.IntervalUnit;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcProducts implements Products {
    private static final String COLUMNS = """
            id, created_at, modified_at, organization_id, name, description, visibility, recurring_interval, recurring_interval_count, is_archived, \
            metadata""";
    private static final String PRICE_COLUMNS = "id, created_at, modified_at, product_id, source, price_currency, price_amount, tax_behavior, is_archived";
    static final String SELECT = "select " + COLUMNS + """
            , (select jsonb_agg(jsonb_build_object('id', p.id, 'created_at', p.created_at, 'modified_at', p.modified_at, 'currency', p.price_currency,
                   'amount', p.price_amount, 'tax_behavior', p.tax_behavior) order by p.created_at, p.id)
               from product_price p where p.product_id = product.id and p.source = 'catalog' and not p.is_archived) as prices,
              (select jsonb_agg(jsonb_build_object('custom_field', to_jsonb(f), 'order', a.position, 'required', a.required) order by a.position)
               from product_custom_field a join custom_field f on f.id = a.custom_field_id where a.product_id = product.id) as fields,
              (select jsonb_agg(to_jsonb(f) order by m.position) from product_media m join file f on f.id = m.file_id
               where m.product_id = product.id and f.deleted_at is null) as medias
            from product where\s""";

    private final Sql sql;
    private final FileStore store;

    JdbcProducts(Sql sql, FileStore store) {
        this.sql = sql;
        this.store = store;
    }

    @Override
    public Optional<Product> find(UUID id) {
        return sql.find(SELECT + "id = ?", this::read, id);
    }

    @Override
    public Map<UUID, Product> findAll(Collection<UUID> ids) {
        return ids.isEmpty() ? Map.of() : byId(sql.list(SELECT + "id = any(?)", this::read, ids), Product::id);
    }

    @Override
    public Map<UUID, Price> prices(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : byId(sql.list("select " + PRICE_COLUMNS + " from product_price where id = any(?)", JdbcProducts::readPrice, ids), Price::id);
    }

    @Override
    public void insert(Product product) {
        BillingInterval interval = product.interval();
        sql.insert("product", COLUMNS, product.id(), product.createdAt(), product.modifiedAt(), product.organizationId(), product.name(),
                product.description(), product.visibility().wire(), unit(interval), count(interval), product.archived(), product.metadata());
        insertPrices(product.prices());
        replaceFields(product.id(), product.fields());
        replaceMedias(product.id(), product.medias().stream().map(media -> media.file().id()).toList());
    }

    @Override
    public void replaceFields(UUID product, List<CustomField.Attached> fields) {
        sql.update("delete from product_custom_field where product_id = ?", product);
        sql.insertAll("product_custom_field", "product_id uuid, custom_field_id uuid, position int, required boolean", fields,
                field -> new @Nullable Object[]{product, field.customField().id(), field.order(), field.required()});
    }

    @Override
    public void replaceMedias(UUID product, List<UUID> files) {
        sql.update("delete from product_media where product_id = ?", product);
        sql.insertAll("product_media", "product_id uuid, file_id uuid, position int", IntStream.range(0, files.size()).boxed().toList(),
                position -> new @Nullable Object[]{product, files.get(position), position});
    }

    @Override
    public void update(Product product) {
        sql.updateOne("""
                update product set modified_at = ?, name = ?, description = ?, visibility = ?, recurring_interval = ?, recurring_interval_count = ?,
                    is_archived = ?, metadata = ?
                where id = ?
                """, product.modifiedAt(), product.name(), product.description(), product.visibility().wire(), unit(product.interval()),
                count(product.interval()), product.archived(), product.metadata(), product.id());
    }

    @Override
    public boolean areAllSoldIn(UUID organizationId, Currency currency) {
        return sql.one(
                """
                        select not exists (select 1 from product where organization_id = ? and not is_archived and not exists (
                            select 1 from product_price p where p.product_id = product.id and p.source = 'catalog' and not p.is_archived and p.price_currency = ?))
                            as sold""",
                row -> row.flag("sold"), organizationId, currency);
    }

    @Override
    public void insertPrices(List<Price> prices) {
        sql.insertAll("product_price", """
                id uuid, created_at timestamptz, modified_at timestamptz, product_id uuid, source text, price_currency text, price_amount bigint,
                tax_behavior text, is_archived boolean""", prices, price -> new @Nullable Object[]{price.id(), price.createdAt(), price.modifiedAt(),
                price.productId(), price.source(), price.amount().currency(), price.amount().minorUnits(), price.taxBehavior(), price.archived()});
    }

    @Override
    public void archivePrices(Collection<UUID> ids, Instant now) {
        if (!ids.isEmpty()) {
            sql.update("""
                    update product_price set is_archived = true, modified_at = ? where id in (
                        select id from product_price where id = any(?) and not is_archived order by id for no key update)
                    """, now, ids);
        }
    }

    Product read(Row row) {
        UUID id = row.uuid("id");
        return new Product(id, row.instant("created_at"), row.instantOrNull("modified_at"), row.uuid("organization_id"), row.text("name"),
                row.textOrNull("description"), Visibility.of(row.text("visibility")), readInterval(row), row.flag("is_archived"), row.map("metadata"),
                row.list("prices", CatalogPrice.class).stream().map(price -> price.of(id)).toList(), row.list("fields", CustomField.Attached.class),
                row.list("medias", StoredFile.class).stream().map(file -> new Product.Media(file, store.publicUrl(file.path()))).toList());
    }

    private static Price readPrice(Row row) {
        return new Price(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.uuid("product_id"), row.text("source"),
                row.money("price_amount", "price_currency"), row.textOrNull("tax_behavior"), row.flag("is_archived"));
    }

    private static @Nullable BillingInterval readInterval(Row row) {
        String unit = row.textOrNull("recurring_interval");
        return unit == null ? null : new BillingInterval(IntervalUnit.find(unit).orElseThrow(), row.integer("recurring_interval_count"));
    }

    private static @Nullable String unit(@Nullable BillingInterval interval) { return interval == null ? null : interval.unit().wire(); }

    private static @Nullable Integer count(@Nullable BillingInterval interval) { return interval == null ? null : interval.count(); }

    private static <T> Map<UUID, T> byId(List<T> found, Function<T, UUID> id) {
        return found.stream().collect(toMap(id, identity()));
    }

    /** An active price of the catalog as it is gathered into its product's row. */
    record CatalogPrice(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String currency, long amount, @Nullable String taxBehavior) {
        Price of(UUID productId) {
            return new Price(id, createdAt, modifiedAt, productId, Price.CATALOG, new Money(amount, Currency.of(currency)), taxBehavior, false);
        }
    }
}
