/**
 * How often the API may be called (spec/01 section 10). Owns under which limit a request falls and how a refusal looks; leaves the counting to
 * {@code core.ratelimit}. Where rate limits are off nothing of it exists at run time.
 */
@NullMarked
package dev.perennial.api.platform.limit;

import org.jspecify.annotations.NullMarked;
