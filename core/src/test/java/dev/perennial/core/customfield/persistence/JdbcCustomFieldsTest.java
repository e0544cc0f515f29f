package dev.perennial.core.customfield.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.catalog.Product;
import dev.perennial.core.catalog.Products;
import dev.perennial.core.customfield.CustomField;
import dev.perennial.core.customfield.CustomFieldType;
import dev.perennial.core.customfield.CustomFields;
import dev.perennial.core.customfield.SlugTaken;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcCustomFieldsTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final CustomFields fields = database.get(CustomFields.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();

    private static CustomField of(UUID organization, String slug) {
        var properties = new CustomField.Properties("Label", null, null, true, 1, 20, null, null, null);
        return new CustomField(UUID.randomUUID(), NOW, null, organization, CustomFieldType.TEXT, slug, "Name", properties, Map.of("tier", 1));
    }

    private CustomField stored(String slug) {
        CustomField field = of(organization, slug);
        fields.insert(field);
        return field;
    }

    private String answersOf(String table, UUID organizationId) {
        return database.sql().one("select string_agg(distinct custom_field_data::text, ' ') as data from " + table + " where organization_id = ?",
                row -> row.text("data"), organizationId);
    }

    @Test
    void readsWhatWasWritten() {
        CustomField field = stored("one");
        assertThat(fields.find(field.id())).contains(field);
        CustomField changed = field.with("two", "Other", new CustomField.Properties(null, null, null, null, null, null, null, null,
                List.of(new CustomField.Option("a", "A"))), Map.of(), NOW);
        database.inTransaction(() -> fields.update(changed));
        assertThat(fields.findAll(List.of(field.id()))).containsValue(changed);
    }

    @Test
    void givesASlugOnceAndAgainAfterItWasDeleted() {
        CustomField field = stored("unique");
        assertThatThrownBy(() -> stored("unique")).isInstanceOf(SlugTaken.class);
        fields.insert(of(shop.organization().id(), "unique"));
        database.inTransaction(() -> fields.delete(field.id(), NOW));
        assertThat(fields.find(field.id())).isEmpty();
        stored("unique");
    }

    @Test
    void aNewSlugMovesTheAnswersOfItsOrganizationOnly() {
        CustomField field = stored("text1");
        UUID other = shop.organization().id();
        String data = "{\"foo\": \"bar\", \"text1\": \"text1\"}";
        for (UUID owner : List.of(organization, other)) {
            Product product = shop.product(owner, 500);
            UUID customer = shop.customer(owner).id();
            shop.checkout(product, customer);
            shop.order(shop.subscription(product, customer, null));
            for (String table : List.of("checkout", "orders", "subscription")) {
                database.sql().update("update " + table + " set custom_field_data = ?::jsonb where organization_id = ?", data, owner);
            }
        }
        database.inTransaction(() -> fields.update(field.with("updatedslug", "Name", field.properties(), Map.of(), NOW)));
        for (String table : List.of("checkout", "orders", "subscription")) {
            assertThat(answersOf(table, organization)).isEqualTo("{\"foo\": \"bar\", \"updatedslug\": \"text1\"}");
            assertThat(answersOf(table, other)).isEqualTo(data);
        }
    }

    @Test
    void movesMoreAnswersThanOneStatementTakes() {
        CustomField field = stored("many");
        Product product = shop.product(organization, 500);
        shop.checkout(product, null);
        database.sql().update(
                """
                        insert into checkout (id, created_at, organization_id, status, client_secret, expires_at, product_id, product_price_id, product_ids, currency,
                            amount, custom_field_data)
                        select gen_random_uuid(), c.created_at, c.organization_id, c.status, 'many-' || i, c.expires_at, c.product_id, c.product_price_id,
                            c.product_ids, c.currency, c.amount, '{"many": 1}'
                        from checkout c, generate_series(1, 2500) i where c.product_id = ?""",
                product.id());
        database.inTransaction(() -> fields.update(field.with("moved", "Name", field.properties(), Map.of(), NOW)));
        assertThat(answersOf("checkout", organization)).isEqualTo("{\"moved\": 1} {}");
    }

    @Test
    void aDeletedFieldIsAskedNoMore() {
        CustomField first = stored("first");
        CustomField second = stored("second");
        Product product = shop.product(organization, 500);
        Products products = database.get(Products.class);
        products.replaceFields(product.id(), List.of(new CustomField.Attached(second, 0, true), new CustomField.Attached(first, 1, false)));
        assertThat(products.get(product.id()).fields()).extracting(CustomField.Attached::customField).containsExactly(second, first);
        database.inTransaction(() -> fields.delete(second.id(), NOW));
        assertThat(products.get(product.id()).fields()).containsExactly(new CustomField.Attached(first, 1, false));
    }
}
