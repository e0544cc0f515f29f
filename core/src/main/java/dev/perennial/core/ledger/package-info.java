/** The double-entry ledger and the fees that are posted in it. */
@NullMarked
package dev.perennial.core.ledger;

import org.jspecify.annotations.NullMarked;
