/** Test clocks on the wire of sandbox installations. */
@NullMarked
package dev.perennial.api.testclock;

import org.jspecify.annotations.NullMarked;
