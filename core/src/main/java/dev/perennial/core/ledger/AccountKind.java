package dev.perennial.core.ledger;

/** The accounts of the books. A debit is positive, a credit negative. */
public enum AccountKind {
    /** What the payment processor owes us; an asset. */
    PROCESSOR_CLEARING,
    /** What the payment processor has kept for itself; an expense. */
    PROCESSOR_FEES,
    /** What we owe to tax authorities; a liability. */
    TAX_PAYABLE,
    /** What merchants have paid for our service; income. */
    PLATFORM_REVENUE,
    /** What we owe to a merchant; a liability, one account for each. */
    MERCHANT,
    /** What a customer has to their credit, or owes when it is a debit; one account for each. */
    CUSTOMER_BALANCE,
    /** What was taken from a card for no order and has to be given back; a liability that is zero once it was. */
    REFUNDS_PAYABLE,
    /** The other side of exchanges no merchant bears: what is left in it is what they have gained (a credit) or cost. */
    CURRENCY_EXCHANGE
}
