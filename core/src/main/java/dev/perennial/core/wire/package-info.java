/**
 * What the product's objects look like on the wire: one record per schema of the contract, used alike by HTTP answers and webhook payloads.
 * Owns which fields an answer has, including those only older clients read, and how each follows from the domain's records.
 * Every declared field is present; one without a value is null. Records that repeat the same fields share a section, written without a level of its own.
 * Leaves to {@code wire.persistence} how the rows behind an answer are gathered, to the JSON mapper how names and instants are spelled, and to
 * {@code api} which caller sees which record.
 */
@NullMarked
package dev.perennial.core.wire;

import org.jspecify.annotations.NullMarked;
