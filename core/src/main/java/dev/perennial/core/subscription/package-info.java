/** Subscriptions: lasting purchases, their periods and their end. */
@NullMarked
package dev.perennial.core.subscription;

import org.jspecify.annotations.NullMarked;
