/** Subscriptions over HTTP (spec 03 §6): lists, cancellation and its withdrawal, revocation. */
@NullMarked
package dev.perennial.api.subscription;

import org.jspecify.annotations.NullMarked;
