/** Tests of what a session is and how it changes. */
@NullMarked
package dev.perennial.core.checkout;

import org.jspecify.annotations.NullMarked;
