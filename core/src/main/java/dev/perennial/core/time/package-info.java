/**
 * Calendar arithmetic of billing: intervals, periods and the share of a period that is left; and the type that keeps real time apart from it. Owns how a period's
 * end follows from its start and the anchor day, in UTC. Leaves to the domain packages when a period begins and what its end brings; nothing here reads a clock.
 */
@NullMarked
package dev.perennial.core.time;

import org.jspecify.annotations.NullMarked;
