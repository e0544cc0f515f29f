/**
 * How often somebody may do something. Owns the meaning of a limit and the port that counts; leaves to the API which limit a request falls under and how
 * a refusal looks.
 */
@NullMarked
package dev.perennial.core.ratelimit;

import org.jspecify.annotations.NullMarked;
