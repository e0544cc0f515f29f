/**
 * How every list is cut and ordered: which page is asked for, by which keys it is sorted, what comes back.
 * Owns the page arithmetic and its limits, so that the port of a repository and the wire agree on them.
 * Leaves to the domain packages which keys a list can be sorted by, to their persistence how that becomes SQL,
 * and to {@code api} how the parameters and the envelope look on the wire.
 */
@NullMarked
package dev.perennial.core.listing;

import org.jspecify.annotations.NullMarked;
