package dev.perennial.core.organization.persistence;

import dev.perennial.core.ledger.FeeRates;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class JdbcOrganizations implements Organizations {
    private static final String COLUMNS = """
            id, created_at, modified_at, name, slug, status, default_presentment_currency, proration_behavior, allow_customer_updates, \
            allow_multiple_subscriptions, require_3ds, invoice_prefix, fee_basis_points, fee_fixed, fee_subscription_basis_points""";

    private final Sql sql;

    JdbcOrganizations(Sql sql) { this.sql = sql; }

    @Override
    public Optional<Organization> find(UUID id) {
        return sql.find("select " + COLUMNS + " from organization where id = ?", JdbcOrganizations::read, id);
    }

    @Override
    public Optional<Organization> findBySlug(String slug) {
        return sql.find("select " + COLUMNS + " from organization where slug = ?", JdbcOrganizations::read, slug);
    }

    @Override
    public void insert(Organization it) {
        FeeRates fees = it.feeRates();
        sql.insert("organization", COLUMNS, it.id(), it.createdAt(), it.modifiedAt(), it.name(), it.slug(), it.status().wire(), it.defaultCurrency(),
                it.prorationBehavior(), it.allowCustomerUpdates(), it.allowMultipleSubscriptions(), it.requireThreeDSecure(), it.invoicePrefix(),
                fees.basisPoints(), fees.fixedMinorUnits(), fees.subscriptionBasisPoints());
    }

    private static Organization read(Row row) {
        return new Organization(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.text("name"), row.text("slug"),
                OrganizationStatus.of(row.text("status")), row.currency("default_presentment_currency"), row.text("proration_behavior"),
                row.flag("allow_customer_updates"), row.flag("allow_multiple_subscriptions"), row.flag("require_3ds"), row.text("invoice_prefix"),
                new FeeRates(row.number("fee_basis_points"), row.number("fee_fixed"), row.number("fee_subscription_basis_points")));
    }
}
