/** Questions a merchant asks its buyers, and what counts as an answer. Leaves to the catalog which product asks what, and where answers are kept to sales. */
@NullMarked
package dev.perennial.core.customfield;

import org.jspecify.annotations.NullMarked;
