/**
 * Playing what is due on a test clock, in time order, through the workflows that own it.
 */
@NullMarked
package dev.perennial.activities.testclock;

import org.jspecify.annotations.NullMarked;
