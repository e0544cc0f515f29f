/**
 * The API's side of the workflows: the connection, and the ports of {@code command} over it.
 */
@NullMarked
package dev.perennial.api.temporal;

import org.jspecify.annotations.NullMarked;
