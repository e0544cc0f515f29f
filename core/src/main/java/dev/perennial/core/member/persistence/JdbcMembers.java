package dev.perennial.core.member.persistence;

import dev.perennial.core.member.Member;
import dev.perennial.core.member.MemberRole;
import dev.perennial.core.member.Members;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class JdbcMembers implements Members {
    private static final String COLUMNS = "id, created_at, modified_at, organization_id, customer_id, email, name, external_id, role, deleted_at";
    static final String SELECT = "select " + COLUMNS + " from member where deleted_at is null and ";

    private final Sql sql;

    JdbcMembers(Sql sql) { this.sql = sql; }

    @Override
    public Optional<Member> find(UUID id) {
        return sql.find(SELECT + "id = ?", JdbcMembers::read, id);
    }

    @Override
    public Optional<Member> findOwner(UUID customerId) {
        return sql.find(SELECT + "customer_id = ? and role = 'owner'", JdbcMembers::read, customerId);
    }

    @Override
    public Optional<Member> findByEmail(UUID customerId, String email) {
        return sql.find(SELECT + "customer_id = ? and lower(email) = lower(?)", JdbcMembers::read, customerId, email);
    }

    @Override
    public Optional<Member> findByExternalId(UUID customerId, String externalId) {
        return sql.find(SELECT + "customer_id = ? and external_id = ?", JdbcMembers::read, customerId, externalId);
    }

    @Override
    public List<Member> ofCustomer(UUID customerId) {
        return sql.list(SELECT + "customer_id = ? order by created_at, id", JdbcMembers::read, customerId);
    }

    @Override
    public List<Member> atAddress(UUID organizationId, String email) {
        return sql.list(SELECT + "organization_id = ? and lower(email) = lower(?) order by created_at, id", JdbcMembers::read, organizationId, email);
    }

    @Override
    public boolean areUsedBy(UUID organizationId) {
        return haveTheirOwnSessions(organizationId) || isOn("seat_based_pricing_enabled", organizationId);
    }

    @Override
    public boolean haveTheirOwnSessions(UUID organizationId) {
        return isOn("member_model_enabled", organizationId);
    }

    /** What an organization's settings say nothing about is on. */
    private boolean isOn(String feature, UUID organizationId) {
        return sql.one("select coalesce((o.feature_settings ->> ?)::boolean, true) as enabled from organization o where id = ?",
                row -> row.flag("enabled"), feature, organizationId);
    }

    @Override
    public void insert(Member it) {
        sql.insert("member", COLUMNS, it.id(), it.createdAt(), it.modifiedAt(), it.organizationId(), it.customerId(), it.email(), it.name(),
                it.externalId(), it.role().wire(), it.deletedAt());
    }

    @Override
    public void update(Member it) {
        sql.updateOne("update member set modified_at = ?, email = ?, name = ?, external_id = ?, role = ?, deleted_at = ? where id = ?",
                it.modifiedAt(), it.email(), it.name(), it.externalId(), it.role().wire(), it.deletedAt(), it.id());
    }

    static Member read(Row row) {
        return new Member(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.uuid("organization_id"),
                row.uuid("customer_id"), row.text("email"), row.textOrNull("name"), row.textOrNull("external_id"), MemberRole.of(row.text("role")),
                row.instantOrNull("deleted_at"));
    }
}
