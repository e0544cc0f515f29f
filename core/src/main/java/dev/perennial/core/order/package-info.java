/**
 * Orders: what a customer owes or has paid. Owns the arithmetic of an order's amounts, how the customer's balance pays for it and how invoices and
 * receipts are numbered. Leaves prices and discounts to the catalog, prorations to the subscription, the charge to the workflows and the bookkeeping
 * to the ledger.
 */
@NullMarked
package dev.perennial.core.order;

import org.jspecify.annotations.NullMarked;
