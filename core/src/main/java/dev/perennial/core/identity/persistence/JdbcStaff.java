package dev.perennial.core.identity.persistence;

import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.Staff;
import dev.perennial.core.identity.StaffMember;
import dev.perennial.core.organization.OrganizationStatus;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

@Singleton
final class JdbcStaff implements Staff {
    private static final String SELECT = """
            select m.organization_id, m.user_id, u.email, m.role, m.created_at, m.modified_at
            from organization_member m join user_account u on u.id = m.user_id where m.organization_id = ? order by m.created_at, m.user_id""";

    private final Sql sql;

    JdbcStaff(Sql sql) { this.sql = sql; }

    /** A lock on the organization's row would hold up sales: this one is the members' own. */
    @Override
    public List<StaffMember> lock(UUID organizationId) {
        sql.requireTransaction();
        sql.one("select true as locked from pg_advisory_xact_lock(hashtextextended('staff/' || ?::text, 0))", row -> row.flag("locked"),
                organizationId);
        return of(organizationId);
    }

    @Override
    public List<StaffMember> of(UUID organizationId) {
        return sql.list(SELECT, JdbcStaff::read, organizationId);
    }

    @Override
    public List<Membership> membershipsOf(UUID userId) {
        return sql.list("""
                select o.id, o.slug, o.name, o.status, m.role from organization_member m join organization o on o.id = m.organization_id
                where m.user_id = ? and o.deleted_at is null order by m.created_at, o.id""", Visible::read, userId).stream().filter(Visible::usesApi)
                .map(Visible::membership)
                .toList();
    }

    @Override
    public void remove(UUID organizationId, UUID userId) {
        sql.updateOne("delete from organization_member where organization_id = ? and user_id = ?", organizationId, userId);
    }

    private static StaffMember read(Row row) {
        return new StaffMember(row.uuid("organization_id"), row.uuid("user_id"), row.text("email"), role(row), row.instant("created_at"),
                row.instantOrNull("modified_at"));
    }

    private static Role role(Row row) {
        return Role.valueOf(row.text("role").toUpperCase(Locale.ROOT));
    }

    private record Visible(boolean usesApi, Membership membership) {
        static Visible read(Row row) {
            return new Visible(OrganizationStatus.of(row.text("status")).usesApi(),
                    new Membership(row.uuid("id"), row.text("slug"), row.text("name"), role(row)));
        }
    }
}
