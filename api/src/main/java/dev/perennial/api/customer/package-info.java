/** Customers, their state and their way into the portal on the wire. */
@NullMarked
package dev.perennial.api.customer;

import org.jspecify.annotations.NullMarked;
