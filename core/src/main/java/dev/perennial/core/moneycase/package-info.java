/**
 * Money that arrived and buys nothing: what a person has to see, and the refund that gives it back. Owns table money_case and the rules of when a refund is
 * tried again; leaves the refund itself to the payment processor and its journals to the books. Refunds a merchant asks for are no cases.
 */
@NullMarked
package dev.perennial.core.moneycase;

import org.jspecify.annotations.NullMarked;
