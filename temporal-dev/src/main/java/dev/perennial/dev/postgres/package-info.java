/**
 * PostgreSQL without a container: the binaries come from Maven Central and run as root or as a user.
 * {@link dev.perennial.dev.postgres.LocalPostgres} is the throw-away server of tests, fast because nothing survives a crash.
 * {@link dev.perennial.dev.postgres.PostgresPart} is the durable server of the local stack.
 * It owns files and server settings. What is in the database belongs to the modules that connect to it.
 */
@NullMarked
package dev.perennial.dev.postgres;

import org.jspecify.annotations.NullMarked;
