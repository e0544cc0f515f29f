/**
 * The first sale and the year after it, told on the running stack: by the demo that people run, and by the official clients of two
 * generations, whose scripts are in {@code e2e/sdk}. The tests start these programs and believe their exit codes; what must hold is
 * written in the programs.
 */
@NullMarked
package dev.perennial.e2e.story;

import org.jspecify.annotations.NullMarked;
