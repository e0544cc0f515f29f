/** Files in PostgreSQL, and their bytes on a disk or in an S3-compatible storage. Owns the layout of both; leaves every rule to the package beside it. */
@NullMarked
package dev.perennial.core.file.persistence;

import org.jspecify.annotations.NullMarked;
