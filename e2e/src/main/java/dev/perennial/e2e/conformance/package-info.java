/**
 * The report that counts how much of the contract this product keeps: its document by {@code conformance.document}, what it answers by
 * {@code conformance.sweep}.
 */
@NullMarked
package dev.perennial.e2e.conformance;

import org.jspecify.annotations.NullMarked;
