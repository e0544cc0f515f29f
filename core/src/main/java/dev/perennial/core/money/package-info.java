/**
 * Amounts, currencies and rounding: the bottom of the domain. Owns how an amount is represented, what a currency's smallest unit is, and which
 * bounds a price may have in it. Leaves to the domain packages what an amount means.
 */
@NullMarked
package dev.perennial.core.money;

import org.jspecify.annotations.NullMarked;
