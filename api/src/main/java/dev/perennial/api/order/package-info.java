/** Orders over HTTP, read-only for merchants (spec 04 §1.13). */
@NullMarked
package dev.perennial.api.order;

import org.jspecify.annotations.NullMarked;
