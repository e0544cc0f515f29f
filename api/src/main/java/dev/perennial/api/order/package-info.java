/** Orders on the wire. */
@NullMarked
package dev.perennial.api.order;

import org.jspecify.annotations.NullMarked;
