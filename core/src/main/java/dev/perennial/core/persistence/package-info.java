/**
 * How rows are read and written: one small layer over Micronaut Data's JDBC connections, so that every statement of ours is SQL one can read. Owns binding
 * and reading of values and the JSON mapper; leaves the statements to the domains' own persistence packages.
 */
@NullMarked
package dev.perennial.core.persistence;

import org.jspecify.annotations.NullMarked;
