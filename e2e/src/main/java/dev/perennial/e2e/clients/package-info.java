/**
 * The official clients and the tools of other languages that hold the running product against what its users run: how they are installed, once for a
 * machine, outside the project's folder. It knows nothing about what is done with them.
 */
@NullMarked
package dev.perennial.e2e.clients;

import org.jspecify.annotations.NullMarked;
