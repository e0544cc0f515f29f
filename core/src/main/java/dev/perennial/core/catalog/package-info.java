/** Products and prices: what a merchant sells. */
@NullMarked
package dev.perennial.core.catalog;

import org.jspecify.annotations.NullMarked;
