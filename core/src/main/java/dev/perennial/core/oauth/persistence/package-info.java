/** Applications, consents, codes and delegated tokens in PostgreSQL. Stores hashes only. */
@NullMarked
package dev.perennial.core.oauth.persistence;

import org.jspecify.annotations.NullMarked;
