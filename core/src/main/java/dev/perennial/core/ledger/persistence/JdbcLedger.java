package dev.perennial.core.ledger.persistence;

import dev.perennial.core.ledger.AccountKind;
import dev.perennial.core.ledger.Journal;
import dev.perennial.core.ledger.JournalSubject;
import dev.perennial.core.ledger.Ledger;
import dev.perennial.core.ledger.Posting;
import dev.perennial.core.ledger.PostingMemo;
import dev.perennial.core.persistence.Row;
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
                insert into journal (id, kind, available_at, created_at, organization_id, subject, reference, order_id)
                select added.id, added.kind, added.available_at, ?, ?, ?, ?, ?
                from unnest(?::uuid[], ?::text[], ?::timestamptz[]) as added (id, kind, available_at)
                on conflict (kind, reference) do nothing returning id
            )
            insert into posting (journal_id, position, account, organization_id, customer_id, currency, amount, memo)
            select added.journal, added.position, added.account, added.merchant, added.customer, added.currency, added.amount, added.memo
            from unnest(?::uuid[], ?::int[], ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::text[])
                as added (journal, position, account, merchant, customer, currency, amount, memo)
            where added.journal in (select id from written)
            """;

    private static final String READ = """
            select j.subject, p.account, p.currency, p.amount, p.memo from journal j join posting p on p.journal_id = j.id
            where j.kind = ? and j.reference = ? order by p.position
            """;

    private final Sql sql;

    JdbcLedger(Sql sql) { this.sql = sql; }

    /** @param position counts a journal's postings, from 1 */
    private record Line(UUID journal, int position, Posting posting) {}

    @Override
    public void post(Entry entry, Instant at) {
        sql.requireTransaction();
        List<Journal> journals = entry.journals().stream().filter(journal -> !journal.isEmpty()).toList();
        if (journals.isEmpty()) {
            return;
        }
        List<UUID> ids = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (Journal journal : journals) {
            UUID id = UUID.randomUUID();
            ids.add(id);
            for (int i = 0; i < journal.postings().size(); i++) {
                lines.add(new Line(id, i + 1, journal.postings().get(i)));
            }
        }
        int added = sql.update(POST, at, entry.organizationId(), wire(entry.subject().kind()), entry.subject().reference(), entry.orderId(), ids,
                column(journals, journal -> wire(journal.kind())), column(journals, Journal::availableAt), column(lines, Line::journal),
                column(lines, Line::position), column(lines, line -> wire(line.posting().account())),
                column(lines, line -> merchantOf(line.posting(), entry.organizationId())),
                column(lines, line -> customerOf(line.posting(), entry.customerId())), column(lines, line -> line.posting().amount().currency()),
                column(lines, line -> line.posting().amount().minorUnits()), column(lines, line -> wire(line.posting().memo())));
        if (added < lines.size()) {
            journals.forEach(journal -> requireAsWritten(journal, entry.subject()));
        }
    }

    /** Something was there before: if it says anything else, one of the two is wrong, and nobody would ever hear of it. */
    private void requireAsWritten(Journal journal, JournalSubject subject) {
        record Written(String subject, Posting posting) {}
        List<Written> written = sql.list(READ, row -> new Written(row.text("subject"), posting(row)), wire(journal.kind()), subject.reference());
        String kind = wire(subject.kind());
        if (!written.equals(journal.postings().stream().map(posting -> new Written(kind, posting)).toList())) {
            throw new IllegalStateException(
                    "the books have " + journal.kind() + " of " + subject + " as " + written + " and not as " + journal.postings());
        }
    }

    private static Posting posting(Row row) {
        return new Posting(AccountKind.valueOf(row.text("account").toUpperCase(Locale.ROOT)), row.money("amount", "currency"),
                PostingMemo.valueOf(row.text("memo").toUpperCase(Locale.ROOT)));
    }

    private static @Nullable UUID merchantOf(Posting posting, UUID organizationId) {
        return switch (posting.account()) {
            case MERCHANT, CUSTOMER_BALANCE -> organizationId;
            case PROCESSOR_CLEARING, PROCESSOR_FEES, TAX_PAYABLE, PLATFORM_REVENUE, REFUNDS_PAYABLE, CURRENCY_EXCHANGE -> null;
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

    private static <T> List<@Nullable Object> column(List<T> rows, Function<T, @Nullable Object> value) {
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(value.apply(row)));
        return values;
    }

    private static String wire(Enum<?> constant) { return constant.name().toLowerCase(Locale.ROOT); }
}
