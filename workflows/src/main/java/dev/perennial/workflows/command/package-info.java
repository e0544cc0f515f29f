/**
 * How a command reaches its workflow and what it answers: ids and outcomes, never a body.
 */
@NullMarked
package dev.perennial.workflows.command;

import org.jspecify.annotations.NullMarked;
