/**
 * The Temporal service of the local stack: the official server and UI built from their pinned modules, a {@code temporal}
 * program of the user, an address given by the user, or the in-memory service, behind one {@link dev.perennial.dev.temporal.TemporalService}.
 * Whichever it is, namespace and search attributes are there and usable before a worker starts.
 * It owns the service's files and settings; workflows and task queues belong to those who run them.
 */
@NullMarked
package dev.perennial.dev.temporal;

import org.jspecify.annotations.NullMarked;
