/**
 * Reading what a request says: bodies, query parameters and path values, into commands.
 * Owns the types of the wire with their bounds and the exact 422 each violation makes; collects every problem before refusing.
 * An input record has a static {@code read(Fields)} that names its fields once and returns how to build it when all of them were right.
 * Leaves to the controllers which fields there are, and to the domain what their values mean.
 */
@NullMarked
package dev.perennial.api.platform.input;

import org.jspecify.annotations.NullMarked;
