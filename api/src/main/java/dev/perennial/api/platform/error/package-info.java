/**
 * How a refusal looks on the wire: four shapes, and one table that gives every identifier its status.
 * Owns the translation of exceptions into answers, the framework's own included.
 * Leaves to the domain which refusals there are, and to {@code input} what makes a payload invalid.
 */
@NullMarked
package dev.perennial.api.platform.error;

import org.jspecify.annotations.NullMarked;
