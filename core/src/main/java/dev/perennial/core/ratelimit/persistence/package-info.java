/** Rate limits counted in buckets of the database. */
@NullMarked
package dev.perennial.core.ratelimit.persistence;

import org.jspecify.annotations.NullMarked;
