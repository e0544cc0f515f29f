/** Plays the operations of a sale on the real server and a real database, the workflows' part taken by a fake. */
@NullMarked
package dev.perennial.api.sale;

import org.jspecify.annotations.NullMarked;
