/**
 * Lists as files for spreadsheets. Owns how a table is written as comma-separated values and how it streams without being held in memory;
 * leaves its columns and its rows to the domains.
 */
@NullMarked
package dev.perennial.api.platform.csv;

import org.jspecify.annotations.NullMarked;
