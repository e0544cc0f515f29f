package dev.perennial.core.ledger.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static dev.perennial.core.persistence.Shop.REAL_NOW;
import static dev.perennial.core.persistence.Shop.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.ledger.CardOrigin;
import dev.perennial.core.ledger.FeeRates;
import dev.perennial.core.ledger.Journal;
import dev.perennial.core.ledger.JournalKind;
import dev.perennial.core.ledger.JournalSubject;
import dev.perennial.core.ledger.Journals;
import dev.perennial.core.ledger.Ledger;
import dev.perennial.core.ledger.PlatformFees;
import dev.perennial.core.ledger.SaleKind;
import dev.perennial.core.ledger.Settlement;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.persistence.SqlFailure;
import dev.perennial.core.persistence.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcLedgerTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Sql sql = database.sql();
    final Ledger ledger = database.get(Ledger.class);
    final Shop shop = new Shop(database);
    final UUID organization = shop.organization().id();
    final UUID customer = shop.customer(organization).id();
    final UUID reference = UUID.randomUUID();

    private void post(Journal journal) {
        post(JournalSubject.charge(reference), journal);
    }

    private void post(JournalSubject subject, Journal journal) {
        database.inTransaction(() -> ledger.post(entry(subject, journal), NOW));
    }

    private Ledger.Entry entry(JournalSubject subject, Journal... journals) {
        return new Ledger.Entry(organization, customer, null, subject, List.of(journals));
    }

    private List<String> postings() {
        return sql.list(
                """
                        select concat_ws(' ', p.position, p.account, p.currency, p.amount, p.memo, p.organization_id = j.organization_id, p.customer_id) as line
                        from posting p join journal j on j.id = p.journal_id where j.reference = ? order by p.position
                        """,
                row -> row.text("line"), reference);
    }

    @Test
    void writesTheLinesOfAJournal() {
        post(Journals.paymentCaptured(usd(10_000), usd(1_900), usd(-500)));
        assertThat(postings()).containsExactly("1 processor_clearing usd 10000 sale", "2 customer_balance usd 500 sale t " + customer,
                "3 merchant usd -8600 sale t", "4 tax_payable usd -1900 sale");
    }

    @Test
    void postsAnEventOnce() {
        post(Journals.paymentCaptured(usd(2_000), usd(0), usd(0)));
        post(Journals.paymentCaptured(usd(2_000), usd(0), usd(0)));
        assertThat(postings()).hasSize(2);
        assertThat(sql.list("select id from journal where reference = ?", row -> row.uuid("id"), reference)).hasSize(1);
    }

    @Test
    void postsAnEventOnceWhoeverIsFirst() {
        IntStream.range(0, 8).mapToObj(_ -> database.elsewhere(() -> {
            ledger.post(entry(JournalSubject.charge(reference), Journals.paymentCaptured(usd(2_000), usd(0), usd(0))), NOW);
            return true;
        })).toList().forEach(CompletableFuture::join);
        assertThat(postings()).hasSize(2);
    }

    /** LED-2 */
    @ParameterizedTest
    @ValueSource(strings = {"amount", "account", "line", "subject"})
    void aRepeatThatSaysAnythingElseIsAnError(String other) {
        post(Journals.paymentCaptured(usd(2_000), usd(0), usd(0)));
        Journal again = switch (other) {
            case "amount" -> Journals.paymentCaptured(usd(2_001), usd(0), usd(0));
            case "account" -> Journals.unearnedCaptured(usd(2_000));
            case "line" -> Journals.paymentCaptured(usd(2_000), usd(100), usd(0));
            default -> Journals.paymentCaptured(usd(2_000), usd(0), usd(0));
        };
        JournalSubject subject = other.equals("subject") ? JournalSubject.adjustment(reference) : JournalSubject.charge(reference);
        assertThatThrownBy(() -> post(subject, again)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the books have PAYMENT_CAPTURED");
        assertThat(postings()).hasSize(2);
    }

    /** LED-2: also where another event of the same subject is new. */
    @Test
    void whatIsThereAlreadyIsComparedBesideWhatIsAdded() {
        Settlement settlement = new Settlement(usd(2_000), usd(0), usd(2_000), usd(88));
        Journal settled = Journals.settled(settlement, PlatformFees.of(usd(2_000), FeeRates.STARTER, CardOrigin.DOMESTIC, SaleKind.ONE_TIME));
        post(Journals.paymentCaptured(usd(2_000), usd(0), usd(0)));
        var other = entry(JournalSubject.charge(reference), Journals.paymentCaptured(usd(1_000), usd(0), usd(0)), settled);
        assertThatThrownBy(() -> database.inTransaction(() -> ledger.post(other, NOW))).isInstanceOf(IllegalStateException.class);
        assertThat(postings()).hasSize(2);
        var same = entry(JournalSubject.charge(reference), Journals.paymentCaptured(usd(2_000), usd(0), usd(0)), settled.availableAt(REAL_NOW));
        database.inTransaction(() -> ledger.post(same, NOW));
        assertThat(postings()).hasSize(6);
        assertThat(sql.list("select available_at from journal where reference = ? and kind = 'payment_settled'", row -> row.instant("available_at"),
                reference)).containsExactly(NOW);
    }

    /** LED-1 */
    @Test
    void aSecondChargeOfAnOrderIsInTheBooksToo() {
        UUID order = shop.order(shop.subscription(shop.product(organization, 2_000), customer, null)).id();
        for (UUID payment : List.of(UUID.randomUUID(), UUID.randomUUID())) {
            database.inTransaction(() -> ledger.post(new Ledger.Entry(organization, customer, order, JournalSubject.charge(payment),
                    List.of(Journals.paymentCaptured(usd(2_000), usd(0), usd(0)))), NOW));
        }
        assertThat(sql.list("""
                select sum(p.amount)::bigint as charged from posting p join journal j on j.id = p.journal_id
                where j.order_id = ? and p.account = 'processor_clearing'""", row -> row.number("charged"), order)).containsExactly(4_000L);
    }

    @Test
    void writesNothingWhereNothingMoves() {
        post(new Journal(JournalKind.PAYMENT_CAPTURED, List.of()));
        assertThat(postings()).isEmpty();
    }

    @Test
    void needsToKnowWhoseBalanceItTouches() {
        Journal journal = Journals.paymentCaptured(usd(100), usd(0), usd(-100));
        var nobodys = new Ledger.Entry(organization, null, null, JournalSubject.charge(reference), List.of(journal));
        assertThatThrownBy(() -> database.inTransaction(() -> ledger.post(nobodys, NOW))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.post(entry(JournalSubject.charge(reference), journal), NOW)).isInstanceOf(IllegalStateException.class);
    }

    private UUID journal() {
        UUID id = UUID.randomUUID();
        sql.insert("journal", "id, created_at, organization_id, kind, subject, reference", id, NOW, organization, "payment_captured", "charge", id);
        return id;
    }

    @Test
    void refusesWhatDoesNotAddUp() {
        assertThatThrownBy(() -> database.inTransaction(() -> sql.update("""
                insert into posting (journal_id, position, account, currency, amount)
                values (?, 1, 'processor_clearing', 'usd', 100), (?, 2, 'tax_payable', 'usd', -99)
                """, journal(), UUID.randomUUID()))).isInstanceOf(SqlFailure.class);
        assertThatThrownBy(() -> database.inTransaction(() -> {
            UUID id = journal();
            sql.update("""
                    insert into posting (journal_id, position, account, currency, amount)
                    values (?, 1, 'processor_clearing', 'usd', 100), (?, 2, 'tax_payable', 'eur', -100)
                    """, id, id);
        })).isInstanceOf(SqlFailure.class).hasMessageContaining("does not sum to zero");
    }

    @Test
    void refusesAJournalWithoutLinesAtTheCommit() {
        assertThatThrownBy(() -> database.inTransaction(this::journal)).hasStackTraceContaining("has no postings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update journal set kind = 'other'", "delete from journal", "truncate journal cascade",
            "update posting set amount = amount",
            "delete from posting", "truncate posting"})
    void changesNothingThatIsWritten(String change) {
        post(Journals.paymentCaptured(usd(2_000), usd(0), usd(0)));
        assertThatThrownBy(() -> sql.update(change)).isInstanceOf(SqlFailure.class).hasMessageContaining("append-only");
    }

    @Test
    void addsNothingToAJournalOnItsOwn() {
        post(Journals.paymentCaptured(usd(2_000), usd(0), usd(0)));
        UUID id = sql.one("select id from journal where reference = ?", row -> row.uuid("id"), reference);
        assertThatThrownBy(() -> sql.insert("posting", "journal_id, position, account, currency, amount", id, 3, "tax_payable", "usd", 1L))
                .isInstanceOf(SqlFailure.class).hasMessageContaining("does not sum to zero");
    }

    @Test
    void keepsCurrenciesApart() {
        Money yen = new Money(500, Currency.of("jpy"));
        post(Journals.paymentCaptured(yen, Money.zero(yen.currency()), Money.zero(yen.currency())));
        assertThat(postings()).containsExactly("1 processor_clearing jpy 500 sale", "2 merchant jpy -500 sale t");
    }
}
