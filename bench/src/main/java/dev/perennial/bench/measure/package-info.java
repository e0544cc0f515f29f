/**
 * What every benchmark needs: where the stack is, its beans and clients, processor time by process, the cost of statements, and the report. Knows
 * nothing of what is measured.
 */
@NullMarked
package dev.perennial.bench.measure;

import org.jspecify.annotations.NullMarked;
