/**
 * The first organization of an installation, made from the command line before anybody has a token. Owns the arguments, the answer and what such an
 * organization begins with; leaves the rows to the repositories of {@code core}. Starts no server.
 */
@NullMarked
package dev.perennial.api.bootstrap;

import org.jspecify.annotations.NullMarked;
