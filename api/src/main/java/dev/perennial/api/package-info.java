/**
 * The process of the public HTTP API: its start and the beans made from the settings of the installation.
 * Owns how the settings become a server, a connection pool and migrations.
 * Leaves the conventions of the wire to {@code platform}, the operations to the packages of the business.
 */
@NullMarked
package dev.perennial.api;

import org.jspecify.annotations.NullMarked;
