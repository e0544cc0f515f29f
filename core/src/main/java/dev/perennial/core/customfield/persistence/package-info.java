/** Custom fields in PostgreSQL. Owns the statements on their table, and the rewriting of stored answers when a slug changes. */
@NullMarked
package dev.perennial.core.customfield.persistence;

import org.jspecify.annotations.NullMarked;
