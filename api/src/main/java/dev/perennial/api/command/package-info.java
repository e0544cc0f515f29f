/**
 * How the API asks for a change: commits a command, sends it to the workflow that owns the aggregate and waits for the outcome. Leaves the change to the
 * workflow's steps and the representation to the controllers.
 */
@NullMarked
package dev.perennial.api.command;

import org.jspecify.annotations.NullMarked;
