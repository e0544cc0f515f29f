/**
 * What happens after a commit: one relay per installation reacts to facts, makes the first tries of webhooks and turns bursts of changes into events. Owns
 * leadership, wake-ups and what runs at once; leaves order and bookkeeping to the queues in core, and trouble to workflows. A crash at any point repeats work.
 */
@NullMarked
package dev.perennial.worker.outbox;

import org.jspecify.annotations.NullMarked;
