package dev.perennial.activities.payment;

import dev.perennial.activities.payment.ProcessorAnswer.Charged;
import dev.perennial.activities.payment.ProcessorAnswer.Settled;
import dev.perennial.core.ledger.CardOrigin;
import dev.perennial.core.ledger.Journal;
import dev.perennial.core.ledger.Journals;
import dev.perennial.core.ledger.Ledger;
import dev.perennial.core.ledger.PlatformFees;
import dev.perennial.core.ledger.SaleKind;
import dev.perennial.core.ledger.Settlement;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.Order;
import dev.perennial.core.organization.Organizations;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Posts what a paid order and its settlement do to the ledger (spec 04 §9.2). */
@Singleton
final class Books {
    private final Ledger ledger;
    private final Organizations organizations;

    Books(Ledger ledger, Organizations organizations) {
        this.ledger = ledger;
        this.organizations = organizations;
    }

    /**
     * The order is paid: its gross stands against the processor, in the currency the customer sees; its settlement is posted too if it is known already.
     *
     * @return what the platform takes, or nothing while the settlement is not known
     */
    Optional<Money> paid(Order order, @Nullable Charged charge, Instant now) {
        Money zero = Money.zero(order.currency());
        Journal captured = Journals.paymentCaptured(order.due(), zero, zero);
        Optional<Settling> settling = settling(order, charge);
        post(order, settling.map(known -> List.of(captured, known.journal())).orElse(List.of(captured)), now);
        return settling.map(known -> known.fees().total());
    }

    /**
     * The charge has arrived on our balance: exchanges it, posts the processor's fee and takes the platform's.
     *
     * @return what the platform takes, or nothing while the settlement is not known
     */
    Optional<Money> settled(Order order, @Nullable Charged charge, Instant now) {
        Optional<Settling> settling = settling(order, charge);
        settling.ifPresent(known -> post(order, List.of(known.journal()), now));
        return settling.map(known -> known.fees().total());
    }

    private record Settling(Journal journal, PlatformFees fees) {}

    private void post(Order order, List<Journal> journals, Instant now) {
        ledger.post(order.organizationId(), order.customerId(), order.id(), order.id(), journals, now);
    }

    private Optional<Settling> settling(Order order, @Nullable Charged charge) {
        Settled settled = charge == null ? null : charge.settlement();
        if (charge == null || settled == null) {
            return Optional.empty();
        }
        CardOrigin origin = CardOrigin.of(charge.methodType(), charge.methodMetadata().get("country") instanceof String country ? country : null);
        SaleKind sale = order.subscriptionId() == null ? SaleKind.ONE_TIME : SaleKind.SUBSCRIPTION;
        var rates = organizations.get(order.organizationId()).feeRates();
        PlatformFees fees = PlatformFees.of(settled.amount(), rates, origin, sale);
        var settlement = new Settlement(charge.amount(), Money.zero(order.currency()), settled.amount(), settled.fee());
        return Optional.of(new Settling(Journals.settled(settlement, fees), fees));
    }
}
