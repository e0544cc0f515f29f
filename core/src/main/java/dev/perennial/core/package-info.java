/** What every domain package shares: the base of all refusals. */
@NullMarked
package dev.perennial.core;

import org.jspecify.annotations.NullMarked;
