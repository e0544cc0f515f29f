/** What customers do in their portal: their orders, subscriptions and cards, and paying what is owed. */
@NullMarked
package dev.perennial.api.portal;

import org.jspecify.annotations.NullMarked;
