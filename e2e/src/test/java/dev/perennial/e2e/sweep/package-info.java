@NullMarked
package dev.perennial.e2e.sweep;

import org.jspecify.annotations.NullMarked;
