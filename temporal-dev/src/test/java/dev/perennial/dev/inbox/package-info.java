/** Tests of the inbox over its two protocols. */
@NullMarked
package dev.perennial.dev.inbox;

import org.jspecify.annotations.NullMarked;
