package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.activities.Installation;
import dev.perennial.activities.Shop;
import dev.perennial.activities.payment.ProcessorAnswer.Charged;
import dev.perennial.activities.payment.ProcessorAnswer.Settled;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.Order;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.time.RealInstant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Money that goes back (LED-6, LED-7), and that nothing is booked twice or otherwise (LED-1, LED-2). */
class BooksTest {
    private static final RealInstant AVAILABLE = new RealInstant(Instant.parse("2025-02-07T00:00:00Z"));
    @AutoClose
    static final Installation installation = new Installation();
    final Books books = installation.get(Books.class);
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");
    final Order order = shop.order(requireNonNull(shop.buys(shop.sells(null, 10_000, "eur"), "pm_card_visa").orderId()));
    final UUID payment = UUID.randomUUID();
    final UUID refund = UUID.randomUUID();

    private static Money eur(long amount) { return new Money(amount, Currency.of("eur")); }

    private static Settled settled(long dollars, long fee) {
        return new Settled(new Money(dollars, Currency.USD), new Money(fee, Currency.USD), AVAILABLE);
    }

    private void arrives(long amount, @Nullable Settled settled) {
        var charge = new Charged("ch_" + payment, "succeeded", eur(amount), "card", Map.of(), null, null, null, null, settled);
        installation.inTransaction(
                () -> books.unearned(new Books.Unearned(order.organizationId(), order.customerId(), payment, charge), shop.now()));
    }

    private void goesBack(@Nullable UUID orderId, long amount, @Nullable Settled settled) {
        installation.inTransaction(() -> books
                .refunded(new Books.Refunded(refund, order.organizationId(), order.customerId(), orderId, eur(amount), settled), shop.now()));
    }

    private List<String> journals(UUID reference) {
        return installation.get(Sql.class).list("""
                select concat_ws(' ', j.kind, j.subject, p.account, p.amount, p.currency, j.available_at = ?, j.order_id = ?) as line
                from posting p join journal j on j.id = p.journal_id where j.reference = ? order by j.kind, p.position
                """, row -> row.text("line"), AVAILABLE, order.id(), reference);
    }

    @Test
    void aChargeThatBelongsToNoOrderIsOwedUntilItIsGivenBack() {
        arrives(5_000, null);
        arrives(5_000, settled(5_850, 200));
        arrives(5_000, settled(5_850, 200));
        assertThat(journals(payment)).containsExactly("payment_captured charge processor_clearing 5000 eur",
                "payment_captured charge refunds_payable -5000 eur", "payment_settled charge processor_clearing -5000 eur t",
                "payment_settled charge processor_clearing 5850 usd t", "payment_settled charge currency_exchange 5000 eur t",
                "payment_settled charge currency_exchange -5850 usd t", "payment_settled charge processor_fees 200 usd t",
                "payment_settled charge processor_clearing -200 usd t");
        goesBack(null, 5_000, null);
        goesBack(null, 5_000, settled(5_900, 0));
        assertThat(journals(refund)).containsExactly("payment_refunded refund refunds_payable 5000 eur",
                "payment_refunded refund processor_clearing -5000 eur", "refund_settled refund processor_clearing 5000 eur t",
                "refund_settled refund processor_clearing -5900 usd t", "refund_settled refund currency_exchange -5000 eur t",
                "refund_settled refund currency_exchange 5900 usd t");
    }

    @Test
    void anOrdersChargeIsTakenBackFromItsMerchantAndNoFeeIsGivenBack() {
        goesBack(order.id(), 10_000, null);
        goesBack(order.id(), 10_000, settled(11_800, 0));
        assertThat(journals(refund)).containsExactly("payment_refunded refund processor_clearing -10000 eur t",
                "payment_refunded refund merchant 10000 eur t", "refund_settled refund processor_clearing 10000 eur t t",
                "refund_settled refund processor_clearing -11800 usd t t", "refund_settled refund merchant -10000 eur t t",
                "refund_settled refund merchant 11800 usd t t");
        assertThat(shop.books(order.id())).filteredOn(line -> line.contains("platform_revenue") || line.contains("processor_fees")).hasSize(2);
    }

    @Test
    void aRefundOfAnotherAmountIsAnError() {
        goesBack(order.id(), 4_000, null);
        assertThatThrownBy(() -> goesBack(order.id(), 4_001, null)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> goesBack(null, 4_000, null)).isInstanceOf(IllegalStateException.class);
        assertThat(journals(refund)).hasSize(2);
    }

    @Test
    void anOrderIsNotPaidByAnotherAmountThanWasToBeCharged() {
        var charge = new Charged("ch_" + payment, "succeeded", eur(9_999), "card", Map.of(), null, null, null, null, null);
        assertThatThrownBy(() -> books.paid(order, new Taken(payment, charge))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("10000 eur").hasMessageContaining("9999 eur");
    }
}
