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
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.Organizations;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
     * Nothing is written yet.
     */
    Booking paid(Order order, Organization seller, @Nullable Charged charge) {
        Money zero = Money.zero(order.currency());
        Journal captured = Journals.paymentCaptured(order.due(), zero, zero);
        return settling(order, seller, charge).map(known -> new Booking(List.of(captured, known.journal()), known.fees().total()))
                .orElseGet(() -> new Booking(List.of(captured), null));
    }

    /** As {@link #paid(Order, Organization, Charged)}, for who does not have the order's organization. */
    Booking paid(Order order, @Nullable Charged charge) {
        return paid(order, organizations.get(order.organizationId()), charge);
    }

    /**
     * The charge has arrived on our balance: exchanges it, posts the processor's fee and takes the platform's.
     *
     * @return what the platform takes, or nothing while the settlement is not known
     */
    Optional<Money> settled(Order order, @Nullable Charged charge, Instant now) {
        Optional<Settling> settling = settling(order, organizations.get(order.organizationId()), charge);
        settling.ifPresent(known -> post(order, new Booking(List.of(known.journal()), known.fees().total()), now));
        return settling.map(known -> known.fees().total());
    }

    /** Writes a booking, once: journals that the order has already are left as they are. The order's row must be there. */
    void post(Order order, Booking booking, Instant now) {
        ledger.post(order.organizationId(), order.customerId(), order.id(), order.id(), booking.journals(), now);
    }

    /**
     * A charge that belongs to no order.
     *
     * @param payment the id of our row of the charge
     */
    record Unearned(UUID organizationId, UUID customerId, UUID payment, Charged charge) {}

    /** A charge arrived that no order is paid with, such as one that succeeded after its sale had failed: we owe it to whoever paid it. */
    void unearned(Unearned taken, Instant now) {
        Settled settled = taken.charge().settlement();
        List<Journal> journals = new ArrayList<>(List.of(Journals.unearnedCaptured(taken.charge().amount())));
        if (settled != null) {
            journals.add(Journals.unearnedSettled(settled.fee()));
        }
        ledger.post(taken.organizationId(), taken.customerId(), null, taken.payment(), journals, now);
    }

    /**
     * A refund that the processor has carried out.
     *
     * @param id the id of the case it is part of
     * @param amount what the payer gets back, in the currency that was charged; positive
     */
    record Refunded(UUID id, UUID organizationId, UUID customerId, Money amount) {}

    /** Posts a refund of a charge that belonged to no order, once. The processor's fee is not given back. */
    void refunded(Refunded refund, Instant now) {
        ledger.post(refund.organizationId(), refund.customerId(), null, refund.id(), Journals.unearnedRefunded(refund.amount()), now);
    }

    /**
     * Journals of an order that are to be written.
     *
     * @param fee what the platform takes, or null while the settlement is not known
     */
    record Booking(List<Journal> journals, @Nullable Money fee) {
        /** The order as it is after this booking. */
        Order of(Order order, Instant now) {
            return fee == null ? order : order.withPlatformFee(fee, now);
        }
    }

    private record Settling(Journal journal, PlatformFees fees) {}

    private static Optional<Settling> settling(Order order, Organization seller, @Nullable Charged charge) {
        Settled settled = charge == null ? null : charge.settlement();
        if (charge == null || settled == null) {
            return Optional.empty();
        }
        CardOrigin origin = CardOrigin.of(charge.methodType(), charge.methodMetadata().get("country") instanceof String country ? country : null);
        SaleKind sale = order.subscriptionId() == null ? SaleKind.ONE_TIME : SaleKind.SUBSCRIPTION;
        PlatformFees fees = PlatformFees.of(settled.amount(), seller.feeRates(), origin, sale);
        var settlement = new Settlement(charge.amount(), Money.zero(order.currency()), settled.amount(), settled.fee());
        return Optional.of(new Settling(Journals.settled(settlement, fees), fees));
    }
}
