/** Orders: what a customer owes or has paid. */
@NullMarked
package dev.perennial.core.order;

import org.jspecify.annotations.NullMarked;
