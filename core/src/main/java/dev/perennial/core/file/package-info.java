/**
 * Files of merchants: what is known of them, and the port to wherever their bytes are kept. Leaves to others what a file is for, such as the pictures of a
 * product.
 */
@NullMarked
package dev.perennial.core.file;

import org.jspecify.annotations.NullMarked;
