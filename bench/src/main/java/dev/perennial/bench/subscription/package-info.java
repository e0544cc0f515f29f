/**
 * How fast subscriptions renew: many of them due at the same instant on real timers, beside as many workflows that wake up and do nothing.
 */
@NullMarked
package dev.perennial.bench.subscription;

import org.jspecify.annotations.NullMarked;
