/** Cases in PostgreSQL. */
@NullMarked
package dev.perennial.core.moneycase.persistence;

import org.jspecify.annotations.NullMarked;
