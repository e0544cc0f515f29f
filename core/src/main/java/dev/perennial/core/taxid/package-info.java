/**
 * Tax ids of buyers: which formats a country has, how a number is brought into its standard form, and whether its check digits are right. Decides offline:
 * a well-formed number that was never given to anybody passes. Leaves what a tax id means for an order to tax.
 */
@NullMarked
package dev.perennial.core.taxid;

import org.jspecify.annotations.NullMarked;
