/** Gathers the rows behind a representation, in bulk, through the domains' ports. */
@NullMarked
package dev.perennial.core.wire.persistence;

import org.jspecify.annotations.NullMarked;
