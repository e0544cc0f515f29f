/**
 * The steps of a subscription: crossing a period's end, carrying out commands.
 */
@NullMarked
package dev.perennial.activities.subscription;

import org.jspecify.annotations.NullMarked;
