/** What a sweep's answers are worth, judged here without a stack. */
@NullMarked
package dev.perennial.e2e.conformance.sweep;

import org.jspecify.annotations.NullMarked;
