/** Products and their prices on the wire. */
@NullMarked
package dev.perennial.api.catalog;

import org.jspecify.annotations.NullMarked;
