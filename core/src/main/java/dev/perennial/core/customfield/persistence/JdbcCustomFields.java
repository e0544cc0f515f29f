package dev.perennial.core.customfield.persistence;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.perennial.core.customfield.CustomField;
import dev.perennial.core.customfield.CustomFieldType;
import dev.perennial.core.customfield.CustomFields;
import dev.perennial.core.customfield.SlugTaken;
import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.persistence.AsJson;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.persistence.SqlFailure.DuplicateKey;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class JdbcCustomFields implements CustomFields {
    private static final String SELECT = "select to_jsonb(custom_field) as field from custom_field where ";
    /** So many rows are locked and written by one statement. */
    private static final int BATCH = 1_000;

    private final Sql sql;

    JdbcCustomFields(Sql sql) { this.sql = sql; }

    @Override
    public Optional<CustomField> find(UUID id) {
        return sql.find(SELECT + "id = ? and deleted_at is null", JdbcCustomFields::read, id);
    }

    @Override
    public Map<UUID, CustomField> findAll(Collection<UUID> ids) {
        return sql.list(SELECT + "id = any(?::uuid[]) and deleted_at is null", JdbcCustomFields::read, ids).stream()
                .collect(toMap(CustomField::id, identity()));
    }

    @Override
    public void insert(CustomField it) {
        try {
            sql.insert("custom_field", "id, created_at, modified_at, organization_id, type, slug, name, properties, metadata", it.id(),
                    it.createdAt(),
                    it.modifiedAt(), it.organizationId(), wire(it.type()), it.slug(), it.name(), new AsJson(it.properties()), it.metadata());
        } catch (DuplicateKey taken) {
            throw new SlugTaken(taken);
        }
    }

    @Override
    public void update(CustomField it) {
        sql.requireTransaction();
        String former = sql.one("select slug from custom_field where id = ? for no key update", row -> row.text("slug"), it.id());
        try {
            sql.updateOne("update custom_field set modified_at = ?, slug = ?, name = ?, properties = ?, metadata = ? where id = ?", it.modifiedAt(),
                    it.slug(), it.name(), new AsJson(it.properties()), it.metadata(), it.id());
        } catch (DuplicateKey taken) {
            throw new SlugTaken(taken);
        }
        if (!former.equals(it.slug())) {
            // In the order in which every transaction takes these locks.
            List.of("checkout", "subscription", "orders").forEach(table -> renameKey(table, it.organizationId(), former, it.slug()));
        }
    }

    private void renameKey(String table, UUID organization, String from, String to) {
        String batch = """
                update %1$s set custom_field_data = (custom_field_data - ?) || jsonb_build_object(?::text, custom_field_data -> ?)
                where id in (select id from %1$s where organization_id = ? and jsonb_exists(custom_field_data, ?) order by id limit ? for no key update)
                """
                .formatted(table);
        int renamed;
        do {
            renamed = sql.update(batch, from, to, from, organization, from, BATCH);
        } while (renamed == BATCH);
    }

    @Override
    public void delete(UUID id, Instant now) {
        sql.requireTransaction();
        sql.update("delete from product_custom_field where custom_field_id = ?", id);
        sql.updateOne("update custom_field set deleted_at = ? where id = ?", now, id);
    }

    @Override
    public Listing<CustomField> list(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        ListQuery query = ListQuery.within(filter.organizations()).and("deleted_at is null").any("type",
                filter.types().stream().map(JdbcCustomFields::wire).toList());
        filter.query().ifPresent(part -> query.and("(strpos(lower(name), lower(?)) > 0 or strpos(slug, lower(?)) > 0)", part, part));
        return query.page(sql, SELECT, "custom_field", sorting, JdbcCustomFields::column, page, JdbcCustomFields::read);
    }

    private static String column(Key key) {
        return switch (key) {
            case CREATED_AT -> "created_at";
            case SLUG -> "slug";
            case NAME -> "lower(name)";
            case TYPE -> "type";
        };
    }

    private static String wire(CustomFieldType type) { return type.name().toLowerCase(Locale.ROOT); }

    private static CustomField read(Row row) { return requireNonNull(row.json("field", CustomField.class)); }
}
