/** Tests of the ways to a Temporal service. */
@NullMarked
package dev.perennial.dev.temporal;

import org.jspecify.annotations.NullMarked;
