package dev.perennial.core.ledger.persistence;

import dev.perennial.core.ledger.AccountKind;
import dev.perennial.core.ledger.Journal;
import dev.perennial.core.ledger.Ledger;
import dev.perennial.core.ledger.Posting;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

@Singleton
final class JdbcLedger implements Ledger {
    /** Journal and postings arrive together; when the journal is there already, nothing does. */
    private static final String POST = """
            with written as (
                insert into journal (id, created_at, organization_id, kind, reference, order_id) values (?, ?, ?, ?, ?, ?)
                on conflict (kind, reference) do nothing returning id
            )
            insert into posting (journal_id, position, account, organization_id, customer_id, currency, amount, memo)
            select written.id, added.position, added.account, added.merchant, added.customer, added.currency, added.amount, added.memo
            from written, unnest(?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::text[])
                with ordinality as added (account, merchant, customer, currency, amount, memo, position)
            """;

    private final Sql sql;

    JdbcLedger(Sql sql) { this.sql = sql; }

    @Override
    public void post(UUID organizationId, @Nullable UUID customerId, @Nullable UUID orderId, UUID reference, Journal journal, Instant at) {
        sql.requireTransaction();
        if (journal.isEmpty()) {
            return;
        }
        List<Posting> postings = journal.postings();
        sql.update(POST, UUID.randomUUID(), at, organizationId, wire(journal.kind()), reference, orderId,
                column(postings, posting -> wire(posting.account())), column(postings, posting -> merchantOf(posting, organizationId)),
                column(postings, posting -> customerOf(posting, customerId)), column(postings, posting -> posting.amount().currency()),
                column(postings, posting -> posting.amount().minorUnits()), column(postings, posting -> wire(posting.memo())));
    }

    private static @Nullable UUID merchantOf(Posting posting, UUID organizationId) {
        return switch (posting.account()) {
            case MERCHANT, CUSTOMER_BALANCE -> organizationId;
            case PROCESSOR_CLEARING, PROCESSOR_FEES, TAX_PAYABLE, PLATFORM_REVENUE -> null;
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

    private static Object column(List<Posting> postings, Function<Posting, @Nullable Object> value) {
        return postings.stream().map(value).toList();
    }

    private static String wire(Enum<?> constant) { return constant.name().toLowerCase(Locale.ROOT); }
}
