@NullMarked
package dev.perennial.activities.stripe;

import org.jspecify.annotations.NullMarked;
