/**
 * Keeps operating-system processes alive: starts parts in the order of their needs, waits until each answers, restarts one
 * that dies and stops all of them in reverse order. Remembers ports and pids in the data folder, so that the next run finds
 * its ports again and ends what a killed supervisor left behind. It owns processes, never what runs in them: that is told by
 * each {@link dev.perennial.dev.supervision.Part}.
 */
@NullMarked
package dev.perennial.dev.supervision;

import org.jspecify.annotations.NullMarked;
