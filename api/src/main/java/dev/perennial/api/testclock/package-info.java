/**
 * Test clocks over HTTP: an operation of our own, on sandbox installations only.
 */
@NullMarked
package dev.perennial.api.testclock;

import org.jspecify.annotations.NullMarked;
