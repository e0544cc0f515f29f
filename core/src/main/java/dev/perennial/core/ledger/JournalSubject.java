package dev.perennial.core.ledger;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * What a journal books. With the journal's kind it is the journal's key: one charge is captured once and settled once, and a second charge of the same order
 * is another subject.
 *
 * @param reference our own row of it: the payment of a charge, the refund or case of a refund, the order that was paid without a charge
 */
public record JournalSubject(Kind kind, UUID reference) {
    /** Which of our rows the reference names. */
    public enum Kind {
        /** A charge of the processor's, by the id of our payment. */
        CHARGE,
        /** Money given back, by the id of our row of the refund. */
        REFUND,
        /** A charge the customer's bank takes back, by the id of our dispute. */
        DISPUTE,
        /** Money sent to a merchant, by the id of our payout. */
        PAYOUT,
        /** Anything that moves no money outside, by the id of what it happened to: an order that the customer's balance has paid. */
        ADJUSTMENT
    }

    public JournalSubject {
        requireNonNull(kind, "kind");
        requireNonNull(reference, "reference");
    }

    /** @param payment the id of our row of the charge */
    public static JournalSubject charge(UUID payment) {
        return new JournalSubject(Kind.CHARGE, payment);
    }

    /** @param refund the id of our row of the refund */
    public static JournalSubject refund(UUID refund) {
        return new JournalSubject(Kind.REFUND, refund);
    }

    public static JournalSubject adjustment(UUID of) { return new JournalSubject(Kind.ADJUSTMENT, of); }
}
