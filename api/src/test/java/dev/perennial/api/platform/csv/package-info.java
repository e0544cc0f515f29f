@NullMarked
package dev.perennial.api.platform.csv;

import org.jspecify.annotations.NullMarked;
