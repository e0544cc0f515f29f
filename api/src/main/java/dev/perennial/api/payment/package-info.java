/** Payments on the wire. */
@NullMarked
package dev.perennial.api.payment;

import org.jspecify.annotations.NullMarked;
