package dev.perennial.activities.payment;

import dev.perennial.activities.payment.ProcessorAnswer.Charged;
import dev.perennial.activities.payment.ProcessorAnswer.Settled;
import dev.perennial.core.ledger.CardOrigin;
import dev.perennial.core.ledger.Journal;
import dev.perennial.core.ledger.JournalSubject;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Posts what paid orders, their settlements and refunds do to the ledger. Every entry is keyed by what it books (LED-1). */
@Singleton
public final class Books {
    private final Ledger ledger;
    private final Organizations organizations;

    Books(Ledger ledger, Organizations organizations) {
        this.ledger = ledger;
        this.organizations = organizations;
    }

    /**
     * The order is paid: what was charged stands against the processor, in the currency the customer sees, and the customer's balance gives or gets its part;
     * the settlement is posted too if it is known already. Nothing is written yet.
     */
    Booking paid(Order order, Organization seller, Taken taken) {
        Money charged = order.charged();
        if (!charged.equals(taken.charge().amount())) {
            throw new IllegalStateException("order " + order.id() + " is paid by " + charged + " and not by " + taken.charge().amount());
        }
        Booking settling = settling(order, seller, taken);
        List<Journal> journals = new ArrayList<>(List.of(captured(order, charged)));
        journals.addAll(settling.journals());
        return new Booking(settling.subject(), journals, settling.fee());
    }

    /** As {@link #paid(Order, Organization, Taken)}, for who does not have the order's organization. */
    Booking paid(Order order, Taken taken) {
        return paid(order, organizations.get(order.organizationId()), taken);
    }

    /**
     * The charge of a paid order, asked about again: if it has arrived on our balance by now, the booking exchanges it, posts the processor's fee and takes
     * the platform's; else it has no journals. Nothing is written yet.
     */
    Booking settling(Order order, Taken taken) { return settling(order, organizations.get(order.organizationId()), taken); }

    /** Writes a booking, once. The order's row must be there. */
    void post(Order order, Booking booking, Instant now) {
        ledger.post(new Ledger.Entry(order.organizationId(), order.customerId(), order.id(), booking.subject(), booking.journals()), now);
    }

    /** An order that needed no charge is paid: the customer's balance carries what was due, or nothing was. Writes it, once; the order's row must be there. */
    public void paidWithoutCharge(Order order, Instant now) {
        Journal captured = captured(order, Money.zero(order.currency()));
        post(order, new Booking(JournalSubject.adjustment(order.id()), List.of(captured), null), now);
    }

    private static Journal captured(Order order, Money charged) {
        return Journals.paymentCaptured(charged, Money.zero(order.currency()), order.balanceMovement());
    }

    /**
     * A charge that belongs to no order.
     *
     * @param payment the id of our row of the charge
     */
    public record Unearned(UUID organizationId, UUID customerId, UUID payment, Charged charge) {}

    /**
     * A charge arrived that no order is paid with, such as one that succeeded after its sale had failed: we owe it to whoever paid it. Its settlement is
     * posted too as soon as the charge tells it, so that this may be called again with the same charge.
     */
    public void unearned(Unearned taken, Instant now) {
        Charged charge = taken.charge();
        List<Journal> journals = new ArrayList<>(List.of(Journals.unearnedCaptured(charge.amount())));
        Settled settled = charge.settlement();
        if (settled != null) {
            journals.add(Journals.unearnedSettled(charge.amount(), settled.amount(), settled.fee()).availableAt(settled.availableAt()));
        }
        ledger.post(new Ledger.Entry(taken.organizationId(), taken.customerId(), null, JournalSubject.charge(taken.payment()), journals), now);
    }

    /**
     * A refund that the processor has carried out.
     *
     * @param id the id of our row of the refund, or of the case it is part of: what the books name it by
     * @param orderId the order whose charge was given back; null for a charge that belonged to none ({@link #unearned})
     * @param amount what the customer gets back, in the currency that was charged; positive
     * @param settled what it took from our balance, both figures positive; null while that is unknown
     */
    public record Refunded(UUID id, UUID organizationId, UUID customerId, @Nullable UUID orderId, Money amount, @Nullable Settled settled) {}

    /** Posts a refund, once; called again when what it took from our balance is known. No fee is given back: neither the processor's nor ours. */
    public void refunded(Refunded refund, Instant now) {
        Money amount = refund.amount();
        Money noTax = Money.zero(amount.currency());
        boolean unearned = refund.orderId() == null;
        List<Journal> journals = new ArrayList<>(
                List.of(unearned ? Journals.unearnedRefunded(amount) : Journals.refunded(amount, noTax)));
        Settled settled = refund.settled();
        if (settled != null) {
            journals.add((unearned
                    ? Journals.unearnedRefundSettled(amount, settled.amount(), settled.fee())
                    : Journals.refundSettled(new Settlement(amount, noTax, settled.amount(), settled.fee()))).availableAt(settled.availableAt()));
        }
        ledger.post(new Ledger.Entry(refund.organizationId(), refund.customerId(), refund.orderId(), JournalSubject.refund(refund.id()), journals),
                now);
    }

    /** A refund of a charge that belonged to no order has come back. Posts that, once, after the refund itself. */
    void returned(Refunded refund, Settled back, Instant now) {
        Journal returned = Journals.unearnedRefundReturned(refund.amount(), back.amount()).availableAt(back.availableAt());
        ledger.post(new Ledger.Entry(refund.organizationId(), refund.customerId(), null, JournalSubject.refund(refund.id()), List.of(returned)), now);
    }

    /**
     * Journals of an order that are to be written.
     *
     * @param fee what the platform takes, or null while the settlement is not known or there is none
     */
    record Booking(JournalSubject subject, List<Journal> journals, @Nullable Money fee) {
        /** The order as it is after this booking: settled, or with the instant at which somebody asks for the settlement. */
        Order of(Order order, Instant now) {
            if (fee != null) {
                return order.settled(fee, now);
            }
            return order.awaitsSettlement() ? order.askingForSettlement(now) : order;
        }
    }

    private static Booking settling(Order order, Organization seller, Taken taken) {
        Charged charge = taken.charge();
        JournalSubject subject = JournalSubject.charge(taken.payment());
        Settled settled = charge.settlement();
        if (settled == null) {
            return new Booking(subject, List.of(), null);
        }
        CardOrigin origin = CardOrigin.of(charge.methodType(), charge.methodMetadata().get("country") instanceof String country ? country : null);
        SaleKind sale = order.subscriptionId() == null ? SaleKind.ONE_TIME : SaleKind.SUBSCRIPTION;
        PlatformFees fees = PlatformFees.of(settled.amount(), seller.feeRates(), origin, sale);
        var settlement = new Settlement(charge.amount(), Money.zero(order.currency()), settled.amount(), settled.fee());
        return new Booking(subject, List.of(Journals.settled(settlement, fees).availableAt(settled.availableAt())), fees.total());
    }
}
