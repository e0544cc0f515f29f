/**
 * What all workflows share: task queues, activity profiles, search attributes and how a workflow is started. Workflow code waits, calls activities and
 * remembers ids and the next wake-up; the rows remember the rest.
 */
@NullMarked
package dev.perennial.workflows;

import org.jspecify.annotations.NullMarked;
