package dev.perennial.core.customer.persistence;

import static java.util.stream.Collectors.joining;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customer.TaxId;
import dev.perennial.core.customer.CustomerShortId;
import dev.perennial.core.customer.CustomerType;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.persistence.AsJson;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.time.RealInstant;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcCustomers implements Customers {
    private static final String COLUMNS = """
            id, created_at, modified_at, organization_id, type, external_id, email, email_verified, name, billing_name, billing_address, tax_id, tax_id_format, \
            locale, metadata, short_id, processor_customer_id, default_payment_method_id, test_clock_id, deleted_at""";
    /** Looked up only for a team without an address of its own; a deleted one had the owner who was deleted with it. */
    private static final String OWNER_EMAIL = """
            (select m.email from member m
             where m.customer_id = customer.id and m.role = 'owner' and customer.email is null
             order by m.deleted_at desc nulls first limit 1) as owner_email""";
    static final String SELECT = "select " + COLUMNS + ", " + OWNER_EMAIL + " from customer where ";

    private final Sql sql;

    JdbcCustomers(Sql sql) { this.sql = sql; }

    @Override
    public Optional<Customer> find(UUID id) {
        return sql.find(SELECT + "id = ?", JdbcCustomers::read, id);
    }

    @Override
    public Customer lock(UUID id) {
        return sql.lockAlone(SELECT + "id = ?", JdbcCustomers::read, id);
    }

    @Override
    public Map<UUID, Customer> findAll(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : sql.list(SELECT + "id = any(?)", JdbcCustomers::read, ids).stream().collect(toMap(Customer::id, identity()));
    }

    @Override
    public Optional<Customer> findByEmail(UUID organizationId, String email) {
        return sql.find(SELECT + "organization_id = ? and lower(email) = lower(?) and deleted_at is null", JdbcCustomers::read, organizationId,
                email);
    }

    @Override
    public Optional<Customer> findByExternalId(UUID organizationId, String externalId) {
        return sql.find(SELECT + "organization_id = ? and external_id = ? and deleted_at is null", JdbcCustomers::read, organizationId, externalId);
    }

    @Override
    public String nextShortId(Instant createdAt) {
        long sequence = sql.one("select nextval('customer_short_id_sequence') as next", row -> row.number("next"));
        return CustomerShortId.of(createdAt, sequence).toString();
    }

    @Override
    public void insert(Customer it) {
        TaxId taxId = it.taxId();
        sql.insert("customer", COLUMNS, it.id(), it.createdAt(), it.modifiedAt(), it.organizationId(), it.type().wire(), it.externalId(),
                it.email(), it.emailVerified(),
                it.name(), it.explicitBillingName(), new AsJson(it.billingAddress()), taxId == null ? null : taxId.value(),
                taxId == null ? null : taxId.format(), it.locale(), it.metadata(), it.shortId(), it.processorCustomerId(),
                it.defaultPaymentMethodId(),
                it.testClockId(), it.deletedAt());
    }

    @Override
    public void update(Customer it) {
        TaxId taxId = it.taxId();
        sql.updateOne(
                """
                        update customer set modified_at = ?, type = ?, external_id = ?, email = ?, email_verified = ?, name = ?, billing_name = ?, billing_address = ?,
                            tax_id = ?, tax_id_format = ?, locale = ?, metadata = ?, processor_customer_id = ?, default_payment_method_id = ?, test_clock_id = ?,
                            deleted_at = ?
                        where id = ?
                        """,
                it.modifiedAt(), it.type().wire(), it.externalId(), it.email(), it.emailVerified(), it.name(), it.explicitBillingName(),
                new AsJson(it.billingAddress()), taxId == null ? null : taxId.value(), taxId == null ? null : taxId.format(), it.locale(),
                it.metadata(), it.processorCustomerId(), it.defaultPaymentMethodId(), it.testClockId(), it.deletedAt(), it.id());
    }

    @Override
    public void registeredAs(UUID id, String processorCustomerId) {
        sql.updateOne("update customer set processor_customer_id = ? where id = ?", processorCustomerId, id);
    }

    @Override
    public void followUp(UUID id, RealInstant dueAt) {
        sql.requireTransaction();
        sql.updateOne("update customer set follow_up_due_at = ? where id = ?", dueAt, id);
    }

    @Override
    public Optional<RealInstant> followUpOf(UUID id) {
        return sql.find("select follow_up_due_at from customer where id = ? and follow_up_due_at is not null",
                row -> row.realInstant("follow_up_due_at"),
                id);
    }

    @Override
    public void followedUp(UUID id, RealInstant seen, @Nullable RealInstant next) {
        sql.update("update customer set follow_up_due_at = ? where id = ? and follow_up_due_at = ?", next, id, seen);
    }

    @Override
    public Numbered numberInvoice(UUID id) {
        return take(id, row -> new Numbered(read(row), row.integer("next_invoice_number")), "next_invoice_number");
    }

    @Override
    public Optional<Numbered> numberReceipt(UUID id) {
        return take(id, "deleted_at is null", row -> new Numbered(read(row), row.integer("next_receipt_number")), "next_receipt_number");
    }

    @Override
    public NumberedSale numberSale(UUID id) {
        return take(id, row -> new NumberedSale(read(row), row.integer("next_invoice_number"), row.integer("next_receipt_number")),
                "next_invoice_number", "next_receipt_number");
    }

    /** Counting up locks the customer's row, so numbers have no gaps: whoever rolls back gives theirs to the next. */
    private <T> T take(UUID id, Function<Row, T> reader, String... counters) {
        return take(id, "true", reader, counters).orElseThrow(() -> new IllegalStateException("no customer " + id));
    }

    private <T> Optional<T> take(UUID id, String condition, Function<Row, T> reader, String... counters) {
        sql.requireTransaction();
        String counted = Stream.of(counters).map(counter -> counter + " = " + counter + " + 1").collect(joining(", "));
        String taken = Stream.of(counters).map(counter -> counter + " - 1 as " + counter).collect(joining(", "));
        return sql.find(
                "update customer set " + counted + " where id = ? and " + condition + " returning " + taken + ", " + COLUMNS + ", " + OWNER_EMAIL,
                reader, id);
    }

    static Customer read(Row row) {
        return new Customer(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.uuid("organization_id"),
                CustomerType.of(row.text("type")), row.textOrNull("external_id"), row.textOrNull("email"), row.flag("email_verified"),
                row.textOrNull("owner_email"), row.textOrNull("name"), row.textOrNull("billing_name"),
                row.json("billing_address", BillingAddress.class), readTaxId(row), row.textOrNull("locale"), row.map("metadata"),
                row.text("short_id"),
                row.textOrNull("processor_customer_id"), row.uuidOrNull("default_payment_method_id"), row.uuidOrNull("test_clock_id"),
                row.instantOrNull("deleted_at"));
    }

    private static @Nullable TaxId readTaxId(Row row) {
        String value = row.textOrNull("tax_id");
        return value == null ? null : new TaxId(value, row.text("tax_id_format"));
    }
}
