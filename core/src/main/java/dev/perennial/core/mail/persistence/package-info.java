/** The mail queue in PostgreSQL. Owns its statements; leaves what an attempt means to the domain package. */
@NullMarked
package dev.perennial.core.mail.persistence;

import org.jspecify.annotations.NullMarked;
