/** Tax ids as people write them. */
@NullMarked
package dev.perennial.core.taxid;

import org.jspecify.annotations.NullMarked;
