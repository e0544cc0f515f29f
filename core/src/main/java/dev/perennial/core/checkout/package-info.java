/**
 * A buyer's session: what is offered, who buys, how far it got. Owns its states and amounts; leaves the order and the subscription that come of it to
 * their own domains.
 */
@NullMarked
package dev.perennial.core.checkout;

import org.jspecify.annotations.NullMarked;
