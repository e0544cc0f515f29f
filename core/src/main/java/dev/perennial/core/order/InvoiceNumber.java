package dev.perennial.core.order;

import dev.perennial.core.customer.CustomerShortId;

/** The number printed on an invoice. No two invoices of an installation share one. */
public record InvoiceNumber(String value) {
    /**
     * The number where each customer's invoices are counted, the usual way.
     *
     * @param prefix the organization's
     * @param number the customer's counter, from 1
     */
    public static InvoiceNumber ofCustomer(String prefix, CustomerShortId customer, long number) {
        return new InvoiceNumber(prefix + "-" + customer + "-" + counted(number));
    }

    /** The number where an organization counts all its invoices, from 1. */
    public static InvoiceNumber ofOrganization(String prefix, long number) {
        return new InvoiceNumber(prefix + "-" + counted(number));
    }

    static String counted(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("invoices and receipts are counted from 1, not from " + number);
        }
        return number < 10_000 ? Long.toString(10_000 + number).substring(1) : Long.toString(number);
    }

    @Override
    public String toString() { return value; }
}
