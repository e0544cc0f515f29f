/**
 * Taking money: payment methods, attempts and payments. Owns what a try to charge is, how it ended and what the customer sees of it. Leaves to
 * {@code order} what is owed and to the processor's adapter how it is asked for.
 */
@NullMarked
package dev.perennial.core.payment;

import org.jspecify.annotations.NullMarked;
