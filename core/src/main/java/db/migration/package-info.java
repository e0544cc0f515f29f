/** Migrations that SQL alone cannot make, found by Flyway beside the scripts of the same name. Each is written once and never changed. */
@NullMarked
package db.migration;

import org.jspecify.annotations.NullMarked;
