/**
 * The fault sweep: what is sold and collected must come out right whatever single thing goes wrong at the processor or between two steps, and whatever two
 * things do. Real steps on a real database, the real adapter against the processor's sandbox, the real workflows in skipped time; one clock for all of them.
 */
@NullMarked
package dev.perennial.e2e.sweep;

import org.jspecify.annotations.NullMarked;
