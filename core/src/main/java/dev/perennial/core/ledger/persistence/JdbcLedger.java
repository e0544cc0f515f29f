package dev.perennial.core.ledger.persistence;

import dev.perennial.core.ledger.AccountKind;
import dev.perennial.core.ledger.Journal;
import dev.perennial.core.ledger.Ledger;
import dev.perennial.core.ledger.Posting;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcLedger implements Ledger {
    /** Journals and their postings arrive together; for a journal that is there already, nothing does. */
    private static final String POST = """
            with written as (
                insert into journal (id, kind, created_at, organization_id, reference, order_id)
                select added.id, added.kind, ?, ?, ?, ? from unnest(?::uuid[], ?::text[]) as added (id, kind)
                on conflict (kind, reference) do nothing returning id
            )
            insert into posting (journal_id, position, account, organization_id, customer_id, currency, amount, memo)
            select added.journal, added.position, added.account, added.merchant, added.customer, added.currency, added.amount, added.memo
            from unnest(?::uuid[], ?::int[], ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::text[])
                as added (journal, position, account, merchant, customer, currency, amount, memo)
            where added.journal in (select id from written)
            """;

    private final Sql sql;

    JdbcLedger(Sql sql) { this.sql = sql; }

    /** @param position counts a journal's postings, from 1 */
    private record Line(UUID journal, int position, Posting posting) {}

    @Override
    public void post(UUID organizationId, @Nullable UUID customerId, @Nullable UUID orderId, UUID reference, List<Journal> journals, Instant at) {
        sql.requireTransaction();
        List<UUID> ids = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (Journal journal : journals) {
            if (journal.isEmpty()) {
                continue;
            }
            UUID id = UUID.randomUUID();
            ids.add(id);
            kinds.add(wire(journal.kind()));
            for (int i = 0; i < journal.postings().size(); i++) {
                lines.add(new Line(id, i + 1, journal.postings().get(i)));
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        sql.update(POST, at, organizationId, reference, orderId, ids, kinds, column(lines, Line::journal), column(lines, Line::position),
                column(lines, line -> wire(line.posting().account())), column(lines, line -> merchantOf(line.posting(), organizationId)),
                column(lines, line -> customerOf(line.posting(), customerId)), column(lines, line -> line.posting().amount().currency()),
                column(lines, line -> line.posting().amount().minorUnits()), column(lines, line -> wire(line.posting().memo())));
    }

    private static @Nullable UUID merchantOf(Posting posting, UUID organizationId) {
        return switch (posting.account()) {
            case MERCHANT, CUSTOMER_BALANCE -> organizationId;
            case PROCESSOR_CLEARING, PROCESSOR_FEES, TAX_PAYABLE, PLATFORM_REVENUE, REFUNDS_PAYABLE -> null;
        };
    }

    private static @Nullable UUID customerOf(Posting posting, @Nullable UUID customerId) {
        if (posting.account() != AccountKind.CUSTOMER_BALANCE) {
            return null;
        }
        if (customerId == null) {
            throw new IllegalArgumentException("a posting to a customer's balance needs the customer: " + posting);
        }
        return customerId;
    }

    private static Object column(List<Line> lines, Function<Line, @Nullable Object> value) { return lines.stream().map(value).toList(); }

    private static String wire(Enum<?> constant) { return constant.name().toLowerCase(Locale.ROOT); }
}
