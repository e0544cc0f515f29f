package dev.perennial.core.member.persistence;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.member.Member;
import dev.perennial.core.member.MemberRole;
import dev.perennial.core.member.MemberSearch;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
final class JdbcMemberSearch implements MemberSearch {
    private final Sql sql;

    JdbcMemberSearch(Sql sql) { this.sql = sql; }

    @Override
    public Listing<Member> list(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        return ListQuery.within(filter.organizations()).and("deleted_at is null").when(filter.customerId(), "customer_id = ?")
                .when(filter.externalCustomerId(), """
                        exists (select 1 from customer c where c.id = member.customer_id and c.external_id = ? and c.deleted_at is null)""")
                .when(filter.role().map(MemberRole::wire), "role = ?")
                .page(sql, JdbcMembers.SELECT, "member", sorting, JdbcMemberSearch::column, page, JdbcMembers::read);
    }

    private static String column(Key key) {
        return switch (key) {
            case CREATED_AT -> "created_at";
        };
    }
}
