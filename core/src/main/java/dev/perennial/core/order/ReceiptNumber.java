package dev.perennial.core.order;

import dev.perennial.core.customer.CustomerShortId;

/** The number printed on the receipt of a paid order. */
public record ReceiptNumber(String value) {
    /**
     * The number of a customer's receipt.
     *
     * @param number the customer's counter of receipts, from 1
     */
    public static ReceiptNumber of(CustomerShortId customer, long number) {
        return new ReceiptNumber("RCPT-" + customer + "-" + InvoiceNumber.counted(number));
    }

    @Override
    public String toString() { return value; }
}
