/** The report on the running stack, as people run it. */
@NullMarked
package dev.perennial.e2e.conformance;

import org.jspecify.annotations.NullMarked;
