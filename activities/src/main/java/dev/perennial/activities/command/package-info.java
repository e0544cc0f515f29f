/**
 * Carrying out commands once.
 */
@NullMarked
package dev.perennial.activities.command;

import org.jspecify.annotations.NullMarked;
