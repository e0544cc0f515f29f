/** Subscriptions on the wire: lists, and the changes a merchant asks for. */
@NullMarked
package dev.perennial.api.subscription;

import org.jspecify.annotations.NullMarked;
